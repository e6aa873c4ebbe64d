import Redaction
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain ü 😀", "plain ü 😀"), ("a\nb\r\tc", #"a\nb\r\tc"#), ("\u{1B}[31mred", #"\u{1B}[31mred"#),
        ("\u{9B}2J", #"\u{9B}2J"#), ("a\u{202E}b", #"a\u{202E}b"#), ("\u{2028}x\u{200B}", #"\u{2028}x\u{200B}"#),
        ("\r\n::error::forged", #"\r\n::error::forged"#), ("\0", #"\u{0}"#),
    ])
    func controlCharactersAreEscapes(text: String, expected: String) {
        #expect(VisibleText.escaped(text) == expected)
    }
}
