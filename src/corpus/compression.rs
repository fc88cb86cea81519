//! Gzip and zstd, in and out.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How the bytes of a file are compressed, which its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// `.gz`: one gzip member after the other.
    Gzip,
    /// `.zst`: one zstd frame after the other, with a window of at most 128 MiB.
    Zstd,
}

/// The level that `zstd` has when it is told none.
const ZSTD_LEVEL: i32 = 3;

impl Compression {
    /// The compression of a file called `name`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self::with_rest(name).0
    }

    /// `name` without the ending that tells of compression.
    #[must_use]
    pub fn inner_name(name: &str) -> &str {
        Self::with_rest(name).1
    }

    fn with_rest(name: &str) -> (Self, &str) {
        let end = Path::new(name).extension().and_then(|end| end.to_str()).unwrap_or_default();
        let rest = &name[..name.len() - end.len()];
        match rest.strip_suffix('.') {
            Some(rest) if end.eq_ignore_ascii_case("gz") => (Self::Gzip, rest),
            Some(rest) if end.eq_ignore_ascii_case("zst") => (Self::Zstd, rest),
            _ => (Self::None, name),
        }
    }

    /// Reads what `input` holds.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn reader<R: Read>(self, input: R) -> io::Result<Decompressed<R>> {
        let counted = |input| Counted { input: BufReader::with_capacity(1 << 16, input), consumed: 0 };
        Ok(match self {
            Self::None => Decompressed::Plain(input),
            Self::Gzip => Decompressed::Gzip(Box::new(MultiGzDecoder::new(counted(input)))),
            Self::Zstd => Decompressed::Zstd(zstd::Decoder::with_buffer(counted(input))?),
        })
    }

    /// What the whole file holds of which `bytes` are the bytes.
    ///
    /// # Errors
    /// When they are damaged or cut off.
    pub fn decompress(self, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        if self == Self::None {
            return Ok(bytes);
        }
        let mut out = Vec::new();
        self.reader(bytes.as_slice())?.read_to_end(&mut out)?;
        Ok(out)
    }

    /// `bytes` as a member or frame of its own: such can stand one behind the other.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn compress(self, bytes: &[u8]) -> io::Result<Cow<'_, [u8]>> {
        if self == Self::None {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut out = self.writer(Vec::new())?;
        out.write_all(bytes)?;
        out.finish().map(Cow::Owned)
    }

    /// Writes to `out`. The same bytes, however they are cut, become the same bytes.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn writer<W: Write>(self, out: W) -> io::Result<Compressed<W>> {
        Ok(match self {
            Self::None => Compressed::Plain(out),
            Self::Gzip => Compressed::Gzip(GzEncoder::new(out, flate2::Compression::default())),
            Self::Zstd => {
                let mut encoder = zstd::Encoder::new(out, ZSTD_LEVEL)?;
                // Damage is seen only with one.
                encoder.include_checksum(true)?;
                Compressed::Zstd(encoder)
            }
        })
    }
}

/// What a compressed file holds, as it is read.
pub enum Decompressed<R: Read> {
    /// Of a file that is not compressed.
    Plain(R),
    /// Of a gzip file.
    Gzip(Box<MultiGzDecoder<Counted<R>>>),
    /// Of a zstd file.
    Zstd(zstd::Decoder<'static, Counted<R>>),
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (read, consumed) = match self {
            Self::Plain(input) => return input.read(buffer),
            Self::Gzip(decoder) => (decoder.read(buffer), decoder.get_ref().consumed),
            Self::Zstd(decoder) => (decoder.read(buffer), decoder.get_ref().consumed),
        };
        match read {
            // What the system says is not about the archive.
            Err(error) if error.raw_os_error().is_none() && error.kind() != io::ErrorKind::Interrupted => {
                let what = if error.kind() == io::ErrorKind::UnexpectedEof { "cut off" } else { "damaged" };
                Err(io::Error::new(error.kind(), format!("the archive is {what} at byte {consumed}: {error}")))
            }
            other => other,
        }
    }
}

/// An input that counts what is taken from it.
#[derive(Debug)]
pub struct Counted<R> {
    input: BufReader<R>,
    consumed: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.consumed += read as u64;
        Ok(read)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.consumed += amount as u64;
        self.input.consume(amount);
    }
}

/// What is written into a compressed file.
pub enum Compressed<W: Write> {
    /// Into one that is not compressed.
    Plain(W),
    /// Into a gzip file.
    Gzip(GzEncoder<W>),
    /// Into a zstd file.
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Compressed<W> {
    /// Writes the end, and gives back what was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(out) => Ok(out),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstd(encoder) => encoder.finish(),
        }
    }
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Compression;

    const BOTH: [Compression; 2] = [Compression::Gzip, Compression::Zstd];

    #[test]
    fn the_name_tells() {
        let cases = [
            ("a.jsonl.gz", Compression::Gzip, "a.jsonl"),
            ("deep/a.txt.ZST", Compression::Zstd, "deep/a.txt"),
            ("a.txt", Compression::None, "a.txt"),
            ("gz", Compression::None, "gz"),
            (".gz", Compression::None, ".gz"),
            ("a.gz/b", Compression::None, "a.gz/b"),
        ];
        for (name, compression, inner) in cases {
            assert_eq!((Compression::of(name), Compression::inner_name(name)), (compression, inner), "{name}");
        }
    }

    #[test]
    fn members_stand_one_behind_the_other() {
        for compression in BOTH {
            let members = [compression.compress(b"one, ").unwrap(), compression.compress(b"two").unwrap()].concat();
            assert_eq!(compression.decompress(members).unwrap(), b"one, two");
            let nothing = compression.compress(b"").unwrap().into_owned();
            assert!(!nothing.is_empty() && compression.decompress(nothing).unwrap().is_empty());
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_told_behind_what_is_not() {
        let text: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(0x9E37_79B9).to_string().into_bytes()).collect();
        for compression in BOTH {
            let whole = compression.compress(&text).unwrap().into_owned();
            let mut out = Vec::new();
            let cut = &whole[..whole.len() / 2];
            let error = compression.reader(cut).unwrap().read_to_end(&mut out).unwrap_err();
            assert!(error.to_string().starts_with("the archive is cut off at byte "), "{error}");
            assert!(out.len() > text.len() / 3 && text.starts_with(&out), "{compression:?} {}", out.len());
            let mut damaged = whole.clone();
            damaged[whole.len() / 2] ^= 0x55;
            let error = compression.decompress(damaged).unwrap_err();
            assert!(error.to_string().starts_with("the archive is damaged at byte "), "{error}");
            assert!(compression.decompress(b"no archive".to_vec()).is_err());
        }
    }
}
