import Foundation
import JSONCore
import Testing

@Suite(.serialized) struct JSONParserTests {
    static let accepted: [(String, JSONValue)] = [
        ("null", .null),
        (" true ", true),
        ("\t[\r\n]\n", []),
        ("[1, -2,0 , 3.5,-0.25e2]", [1, -2, 0, 3.5, -25.0]),
        ("9223372036854775807", 9_223_372_036_854_775_807),
        ("9223372036854775808", .number("9223372036854775808")),
        ("1e400", .number("1e400")),
        (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\ud83d\ude00""#, "Aé😀"),
        (#"{"a":1,"b":{"c":[]},"a":2}"#, ["a": 2, "b": ["c": []]]),
        ("\"é😀\"", "é😀"),
    ]

    @Test(arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    static let refused: [(JSONParseError.Reason, [String])] = [
        (
            .unexpectedEnd,
            ["", " ", "{", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "nul", "\"", "\"\\"]
        ),
        (.unexpectedByte(UInt8(ascii: "]")), ["[1,]"]), (.unexpectedByte(UInt8(ascii: "}")), ["{\"a\":1,}"]),
        (.unexpectedByte(UInt8(ascii: "a")), ["{a:1}"]), (.unexpectedByte(UInt8(ascii: "'")), ["'a'"]),
        (.unexpectedByte(UInt8(ascii: "E")), ["truE"]), (.unexpectedByte(UInt8(ascii: ".")), [".5"]),
        (.unexpectedByte(UInt8(ascii: "+")), ["+1"]), (.unexpectedByte(UInt8(ascii: "N")), ["NaN"]),
        (.unexpectedByte(UInt8(ascii: "I")), ["Infinity"]), (.unexpectedByte(0xEF), ["\u{FEFF}1"]),
        (.invalidNumber, ["-", "1.", "1e", "1e+"]), (.trailingContent, ["01", "0x1", "1 2", "[]]"]),
        (.invalidEscape, ["\"\\x\"", "\"\\u12\"", "\"\\u12G4\""]),
        (.loneSurrogate, ["\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\""]),
        (.controlCharacter, ["\"\n\"", "\"\u{1}\""]),
    ]

    @Test(arguments: refused)
    func refuses(reason: JSONParseError.Reason, texts: [String]) {
        for text in texts {
            let error = #expect(throws: JSONParseError.self, "\(text)") { try JSONValue(parsing: text) }
            #expect(error?.reason == reason, "\(text)")
        }
    }

    static let malformedUTF8: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xC3], [0xFF],
    ]

    @Test(arguments: malformedUTF8)
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        #expect(error?.reason == .invalidUTF8)
    }

    @Test func limitsTheDepth() throws {
        let fits = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(throws: Never.self) { try JSONValue(parsing: fits) }
        let error = #expect(throws: JSONParseError.self) {
            try JSONValue(parsing: String(repeating: "[", count: 100_000))
        }
        #expect(error?.reason == .tooDeep(limit: 256))
    }

    @Test func saysWhereItStopped() {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[1, x]") }
        #expect(error?.reason == .unexpectedByte(0x78))
        #expect(error?.offset == 4)
    }

    /// What Foundation writes is read as the same value, whatever the strings hold.
    @Test func agreesWithFoundationOnRandomTexts() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<20).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &generator))
                    }
                )
            )
            let number = Int64.random(in: .min ... .max, using: &generator)
            let data = try JSONSerialization.data(withJSONObject: ["text": text, "numbers": [number]])
            #expect(try JSONValue(parsing: data) == ["text": .string(text), "numbers": [.integer(number)]])
        }
    }

    /// Random damage to a valid text ends in a value or an error, never in a trap.
    @Test func survivesDamage() {
        let valid = Array(#"{"a":[1,2.5,"x\u00e9\n",null,true],"b":{"c":"é"}}"#.utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            var damaged = valid
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            let cut = Array(damaged.prefix(Int.random(in: 0...damaged.count, using: &generator)))
            for text in [damaged, cut] {
                guard let value = try? JSONValue(parsing: text) else { continue }
                #expect((try? JSONValue(parsing: value.serialized())) == value)
            }
        }
    }
}
