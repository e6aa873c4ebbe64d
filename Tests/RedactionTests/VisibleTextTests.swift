import Redaction
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain ü 😀", "plain ü 😀"), ("a\nb\r\tc", #"a\nb\r\tc"#), ("\u{1B}[31mred", #"\u{1B}[31mred"#),
        ("\u{9B}2J", #"\u{9B}2J"#), ("a\u{202E}b", #"a\u{202E}b"#), ("\u{2028}x\u{200B}", #"\u{2028}x\u{200B}"#),
        ("\r\n::error::forged", #"\r\n::error::forged"#), ("\0", #"\u{0}"#), ("a\u{61C}b", #"a\u{61C}b"#),
        ("pass\u{AD}word", #"pass\u{AD}word"#), ("\u{180E}", #"\u{180E}"#),
        ("\u{FFF9}a\u{FFFB}", #"\u{FFF9}a\u{FFFB}"#),
        ("x\u{E0041}\u{E007F}", #"x\u{E0041}\u{E007F}"#), ("a\u{3164}", #"a\u{3164}"#),
    ])
    func controlCharactersAreEscapes(text: String, expected: String) {
        #expect(VisibleText.escaped(text) == expected)
    }

    /// The runner of GitHub's actions finds `##[` anywhere in a line, and `::` behind the space that begins one.
    @Test(arguments: [
        ("x##[error]forged", #"x##\[error]forged"#), ("##[group]###[x", #"##\[group]###\[x"#),
        ("::error::forged", #"\::error::forged"#), ("  \u{A0}::add-mask::x", "  \u{A0}\\::add-mask::x"),
        ("a ::error::x", "a ::error::x"), ("std::string", "std::string"), ("# ## [x]", "# ## [x]"),
    ])
    func textIsNoCommand(text: String, expected: String) {
        #expect(VisibleText.escaped(text) == expected)
    }
}
