//! Work on many things at once, results in the order of the things.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;

use rayon::ThreadPool;

/// Batches under way for each thread: enough that none waits while one result is written, few enough to bound memory.
const AHEAD: usize = 3;

/// Runs `work` on every item of `items` on the threads of `pool`, and gives the results to `sink` in the order of the
/// items. Items are drawn and results taken on the calling thread, so at most a few for each thread are in memory.
///
/// # Errors
/// The first error of `sink`; no further item is drawn then.
///
/// # Panics
/// When `work` does, on the calling thread.
pub fn in_order<T: Send, R: Send, E>(
    pool: &ThreadPool,
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let most = pool.current_num_threads() * AHEAD;
    let (sender, results) = mpsc::channel();
    let work = &work;
    pool.in_place_scope(|scope| {
        let mut items = items.fuse();
        let mut waiting: BTreeMap<usize, R> = BTreeMap::new();
        let (mut drawn, mut taken) = (0, 0);
        loop {
            while drawn - taken < most
                && let Some(item) = items.next()
            {
                let (sender, number) = (sender.clone(), drawn);
                // A panic is sent, too: the calling thread would wait for ever for what never comes. After an error
                // the receiver is gone, and no result is wanted.
                scope.spawn(move |_| {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    drop(sender.send((number, result)));
                });
                drawn += 1;
            }
            if taken == drawn {
                return Ok(());
            }
            let (number, result) = results.recv().expect("a sender is held here");
            waiting.insert(number, result.unwrap_or_else(|panic| resume_unwind(panic)));
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                sink(result)?;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;

    fn pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn keeps_the_order_for_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut out = Vec::new();
            let work = |n: u64| {
                std::thread::sleep(std::time::Duration::from_micros((n * 7919) % 300));
                n * 2
            };
            let done: Result<(), ()> = in_order(&pool(threads), 0..200, work, |n| {
                out.push(n);
                Ok(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(out, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic = "item 5"]
    fn a_panic_comes_out_and_nothing_hangs() {
        let _: Result<(), ()> = in_order(&pool(2), 0..20, |n| assert_ne!(n, 5, "item 5"), |()| Ok(()));
    }

    #[test]
    fn an_error_of_the_sink_ends_the_drawing() {
        let drawn = std::cell::Cell::new(0);
        let items = (0..1_000).inspect(|_| drawn.set(drawn.get() + 1));
        let done = in_order(&pool(2), items, |n| n, |n| if n == 10 { Err(n) } else { Ok(()) });
        assert_eq!(done, Err(10));
        assert!(drawn.get() < 50, "{}", drawn.get());
    }
}
