import Foundation
import Testing

@testable import LangBot

@Suite(.serialized) struct JSONValueTests {
    private func roundTrip(_ text: String) throws -> String {
        String(decoding: try JSONValue(json: Data(text.utf8)).json(), as: UTF8.self)
    }

    @Test(arguments: [
        "null", "true", "0", "-1", "9223372036854775807", "-9223372036854775808", "12345678901234567890",
        "123456789012345678901234567890", "0.1", "1.0", "1e+400", "0.1000000000000000055511151231257827", "-0.0",
        #""a\n\"\\ü😀""#, "[]", "{}", #"{"a":[1,2.5,{"b":null}],"c":"x"}"#,
    ])
    func textSurvives(_ text: String) throws {
        #expect(try roundTrip(text) == text)
    }

    @Test(
        arguments: [
            ("9223372036854775807", JSONValue.integer(.max)), ("9223372036854775808", .number("9223372036854775808")),
            ("1.5", .double(1.5)), ("1e3", .double(1000)), ("1e400", .number("1e400")), ("1e-400", .number("1e-400")),
            (#""\ud83d\ude00\u00e9\/""#, .string("😀é/")), (#""\ud83dx""#, .string("\u{FFFD}x")),
            ("\u{FEFF} [ 1 , 2 ]\n", [1, 2]), (#"{"a":1,"a":2}"#, ["a": 2]),
        ] as [(String, JSONValue)]
    )
    func textMeans(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(json: Data(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", ".5", "1e", "-", "+1", "tru", "nul",
        "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "1 2", "NaN", "Infinity", "'a'",
    ])
    func brokenTextIsAnError(_ text: String) async throws {
        let error = try await failure { try JSONValue(json: Data(text.utf8)) }
        #expect(error.code == .decoding)
    }

    @Test func nestingIsLimitedAndDoesNotCrash() async throws {
        let fits = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try roundTrip(fits) == fits)
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(try await failure { try JSONValue(json: Data(deep.utf8)) }.code == .decoding)
        var value: JSONValue = []
        for _ in 0..<600 { value = [value] }
        let tooDeep = value
        #expect(try await failure { try tooDeep.json() }.code == .invalidRequest)
    }

    @Test(arguments: [JSONValue.double(.infinity), .double(.nan), .number("1;"), .number("0x1")])
    func whatJSONCannotExpressIsAnError(_ value: JSONValue) async throws {
        #expect(try await failure { try value.json() }.code == .invalidRequest)
    }

    @Test func foundationsCodersKeepNumbers() throws {
        let text = #"{"a":12345678901234567890,"b":[1,0.5,-3,true,null,"s"],"c":123456789012345678901234567890}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(value["a"] == .number("12345678901234567890"))
        #expect(value["b"] == [1, 0.5, -3, true, nil, "s"])
        #expect(value["c"] == .number("123456789012345678901234567890"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
        #expect(throws: EncodingError.self) { try encoder.encode(JSONValue.number("1e400")) }
    }

    @Test func valuesDecodeIntoTypesOfTheCaller() throws {
        struct Settings: Decodable, Equatable {
            let token: String
            let retries: Int
        }
        let value: JSONValue = ["token": "1:a", "retries": 3]
        #expect(try value.decoded(as: Settings.self) == Settings(token: "1:a", retries: 3))
    }

    @Test func accessorsReadWhatFits() {
        let value: JSONValue = ["n": 2.0, "big": .number("12345678901234567890"), "list": ["x"], "flag": true]
        #expect(value["n"]?.integerValue == 2)
        #expect(value["big"]?.integerValue == nil)
        #expect(value["big"]?.doubleValue == 1.2345678901234567e19)
        #expect(value["list"]?[0] == "x")
        #expect(value["list"]?[7] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value["flag"]?.boolValue == true)
        #expect(value["none"] == nil)
    }

    @Test func randomValuesSurvive() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let value = Self.value(depth: 4, &random)
            #expect(try JSONValue(json: value.json()) == value)
        }
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: return .double(Double(bitPattern: 0x3FF0_0000_0000_0000 | random.next() >> 13))
        case 4: return .number("1" + String(UInt64.random(in: .max / 2 ... .max, using: &random)))
        case 5:
            let scalars = (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &random)) }
            return .string(String(String.UnicodeScalarView(scalars)))
        case 6: return .array((0..<3).map { _ in value(depth: depth - 1, &random) })
        default: return ["a": value(depth: depth - 1, &random), "é\"": value(depth: depth - 1, &random)]
        }
    }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
