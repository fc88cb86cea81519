//! The single-byte encodings that UTF-8 is most often mistaken for.

use std::sync::LazyLock;

/// How many encodings there are. Each has a bit in a `u16`.
pub(super) const COUNT: usize = 14;

/// The characters of the bytes 80 to FF, by encoding. An undefined byte is the C1 control of its number, as the WHATWG
/// Encoding Standard has it. The order is that of preference.
///
/// Source: the mapping files of the Unicode Consortium, as Python's `codecs` have them.
pub(super) const PAGES: [(&str, &str); COUNT] = [
    (
        "windows-1252",
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\
         \u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\
         \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯\
         °±²³´µ¶·¸¹º»¼½¾¿\
         ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
         ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
         àáâãäåæçèéêëìíîï\
         ðñòóôõö÷øùúûüýþÿ",
    ),
    (
        "windows-1250",
        "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\
         \u{90}‘’“”•–—\u{98}™š›śťžź\
         \u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż\
         °±˛ł´µ¶·¸ąş»Ľ˝ľż\
         ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ\
         ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
         ŕáâăäĺćçčéęëěíîď\
         đńňóôőö÷řůúűüýţ˙",
    ),
    (
        "windows-1251",
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ\
         ђ‘’“”•–—\u{98}™љ›њќћџ\
         \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї\
         °±Ііґµ¶·ё№є»јЅѕї\
         АБВГДЕЖЗИЙКЛМНОП\
         РСТУФХЦЧШЩЪЫЬЭЮЯ\
         абвгдежзийклмноп\
         рстуфхцчшщъыьэюя",
    ),
    (
        "windows-1253",
        "€\u{81}‚ƒ„…†‡\u{88}‰\u{8A}‹\u{8C}\u{8D}\u{8E}\u{8F}\
         \u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}\u{9D}\u{9E}\u{9F}\
         \u{A0}΅Ά£¤¥¦§¨©\u{0}«¬\u{AD}®―\
         °±²³΄µ¶·ΈΉΊ»Ό½ΎΏ\
         ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ\
         ΠΡ\u{0}ΣΤΥΦΧΨΩΪΫάέήί\
         ΰαβγδεζηθικλμνξο\
         πρςστυφχψωϊϋόύώ\u{0}",
    ),
    (
        "windows-1254",
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}\u{8E}\u{8F}\
         \u{90}‘’“”•–—˜™š›œ\u{9D}\u{9E}Ÿ\
         \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯\
         °±²³´µ¶·¸¹º»¼½¾¿\
         ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
         ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
         àáâãäåæçèéêëìíîï\
         ğñòóôõö÷øùúûüışÿ",
    ),
    (
        "windows-1257",
        "€\u{81}‚\u{83}„…†‡\u{88}‰\u{8A}‹\u{8C}¨ˇ¸\
         \u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}¯˛\u{9F}\
         \u{A0}\u{0}¢£¤\u{0}¦§Ø©Ŗ«¬\u{AD}®Æ\
         °±²³´µ¶·ø¹ŗ»¼½¾æ\
         ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ\
         ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß\
         ąįāćäåęēčéźėģķīļ\
         šńņóōõö÷ųłśūüżž˙",
    ),
    (
        "macintosh",
        "ÄÅÇÉÑÖÜáàâäãåçéè\
         êëíìîïñóòôöõúùûü\
         †°¢£§•¶ß®©™´¨≠ÆØ\
         ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
         ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ\
         –—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
         ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\
         \u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    ),
    (
        "ibm437",
        "ÇüéâäàåçêëèïîìÄÅ\
         ÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
         áíóúñÑªº¿⌐¬½¼¡«»\
         ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
         └┴┬├─┼╞╟╚╔╩╦╠═╬╧\
         ╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
         αßΓπΣσµτΦΘΩδ∞φε∩\
         ≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}",
    ),
    (
        "ibm850",
        "ÇüéâäàåçêëèïîìÄÅ\
         ÉæÆôöòûùÿÖÜø£Ø×ƒ\
         áíóúñÑªº¿®¬½¼¡«»\
         ░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
         ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
         ÓßÔÒõÕµþÞÚÛÙýÝ¯´\
         \u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}",
    ),
    (
        "ibm852",
        "ÇüéâäůćçłëŐőîŹÄĆ\
         ÉĹĺôöĽľŚśÖÜŤťŁ×č\
         áíóúĄąŽžĘę¬źČş«»\
         ░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
         └┴┬├─┼Ăă╚╔╩╦╠═╬¤\
         đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
         ÓßÔŃńňŠšŔÚŕŰýÝţ´\
         \u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}",
    ),
    (
        "ibm866",
        "АБВГДЕЖЗИЙКЛМНОП\
         РСТУФХЦЧШЩЪЫЬЭЮЯ\
         абвгдежзийклмноп\
         ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
         └┴┬├─┼╞╟╚╔╩╦╠═╬╧\
         ╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
         рстуфхцчшщъыьэюя\
         ЁёЄєЇїЎў°∙·√№¤■\u{A0}",
    ),
    (
        "iso-8859-2",
        "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\u{8D}\u{8E}\u{8F}\
         \u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\
         \u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ\
         °ą˛ł´ľśˇ¸šşťź˝žż\
         ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ\
         ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
         ŕáâăäĺćçčéęëěíîď\
         đńňóôőö÷řůúűüýţ˙",
    ),
    (
        "koi8-r",
        "─│┌┐└┘├┤┬┴┼▀▄█▌▐\
         ░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷\
         ═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞\
         ╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©\
         юабцдефгхийклмно\
         пярстужвьызшэщчъ\
         ЮАБЦДЕФГХИЙКЛМНО\
         ПЯРСТУЖВЬЫЗШЭЩЧЪ",
    ),
    (
        "windows-1256",
        "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈ\
         گ‘’“”•–—ک™ڑ›œ\u{200C}\u{200D}ں\
         \u{A0}،¢£¤¥¦§¨©ھ«¬\u{AD}®¯\
         °±²³´µ¶·¸¹؛»¼½¾؟\
         ہءآأؤإئابةتثجحخد\
         ذرزسشصض×طظعغـفقك\
         àلâمنهوçèéêëىيîï\
         ًٌٍَôُِ÷ّùْûü\u{200E}\u{200F}ے",
    ),
];

/// A character as the byte that each encoding has for it; 0 where it has none or an ASCII one.
pub(super) type Bytes = [u8; COUNT];

/// Above this, only a few characters are in any of the encodings.
const END: usize = 0x2600;

/// The encodings the other way round.
pub(super) struct Reverse {
    /// Places in `bytes`, by code point; place 0 is that of the characters no encoding has.
    places: Vec<u16>,
    bytes: Vec<Bytes>,
    /// For each place, the encodings where the character begins a sequence of UTF-8, and where it goes on with one.
    roles: Vec<(u16, u16)>,
}

/// Built when a text first gives cause to look.
pub(super) static REVERSE: LazyLock<Reverse> = LazyLock::new(Reverse::new);

impl Reverse {
    fn new() -> Self {
        let mut reverse = Self { places: vec![0; END], bytes: vec![[0; COUNT]], roles: vec![(0, 0)] };
        for (page, (name, characters)) in PAGES.iter().enumerate() {
            for (c, byte) in characters.chars().zip(0x80_u8..=0xFF) {
                reverse.add(c, page, byte);
            }
            // ISO 8859-1 and its sisters are windows-125x with controls in the place of punctuation. The sister of
            // windows-1250 differs in letters, too, and is a page of its own.
            if name.starts_with("windows-125") && *name != "windows-1250" {
                (0x80_u8..0xA0).for_each(|byte| reverse.add(char::from(byte), page, byte));
            }
        }
        reverse
    }

    fn add(&mut self, c: char, page: usize, byte: u8) {
        let Some(place) = self.places.get_mut(c as usize) else { return };
        if c.is_ascii() {
            return;
        }
        if *place == 0 {
            *place = u16::try_from(self.bytes.len()).expect("fewer than 128 times the encodings");
            self.bytes.push([0; COUNT]);
            self.roles.push((0, 0));
        }
        let place = usize::from(*place);
        self.bytes[place][page] = byte;
        match byte {
            0xC2..=0xF4 => self.roles[place].0 |= 1 << page,
            0x80..=0xBF => self.roles[place].1 |= 1 << page,
            _ => {}
        }
    }

    /// The byte that encoding number `page` has for `c`.
    pub(super) fn byte(&self, c: char, page: usize) -> Option<u8> {
        let byte = self.bytes[self.place(c)][page];
        (byte != 0).then_some(byte)
    }

    /// The encodings in which `first` and `second` begin a sequence of UTF-8.
    pub(super) fn pages(&self, first: char, second: char) -> u16 {
        self.roles[self.place(first)].0 & self.roles[self.place(second)].1
    }

    fn place(&self, c: char) -> usize {
        self.places.get(c as usize).map_or(0, |&place| usize::from(place))
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGES, REVERSE};

    #[test]
    fn every_page_has_a_character_for_every_byte() {
        for (name, characters) in PAGES {
            assert_eq!(characters.chars().count(), 128, "{name}");
        }
        assert_eq!(REVERSE.byte('é', 0), Some(0xE9));
        assert_eq!(REVERSE.pages('Ã', '©') & 1, 1);
        assert_eq!(REVERSE.pages('É', 'C'), 0);
    }
}
