import JSONCore
import LangBotMock
import Testing

/// The YAML of manifests is read as releases read it.
@Suite struct ManifestTests {
    private static let preview = "/api/v1/plugins/install/local/preview"

    /// What the manifest `x: …` holds; nil if the package is refused.
    private func read(_ text: String, _ client: MockClient) async throws -> JSONValue? {
        let package = PackageBuilder(["manifest.yaml": text]).bytes
        return try await client.upload(Self.preview, "x.lbpkg", package).data?["manifest"]
    }

    static let documents: [(String, JSONValue?)] = [
        ("a: 1\nb: yes\nc: ~\nd: 1.5\ne: 0.1.0\n", ["a": 1, "b": true, "c": nil, "d": 1.5, "e": "0.1.0"]),
        (
            "a: 0x1F\nb: 017\nc: -3\nd: 1_000\ne: 2026-01-01\n",
            ["a": 31, "b": 15, "c": -3, "d": 1000, "e": "2026-01-01"]
        ),
        ("a: 'it''s'\nb: \"x\\ty\\u00e9\"\nc: plain # said\n", ["a": "it's", "b": "x\ty\u{e9}", "c": "plain"]),
        ("a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4\n", ["a": [1, ["b": 2, "c": 3], [4]]]),
        ("a: [1, {b: c, d: [e]}, 'f, g']\nh: {}\n", ["a": [1, ["b": "c", "d": ["e"]], "f, g"], "h": [:]]),
        ("a: [1,\n  2, # two\n  3]\nb: 4\n", ["a": [1, 2, 3], "b": 4]),
        ("a: |\n  one\n   two\n\n  three\nb: >-\n  x\n  y\n\n  z\n", ["a": "one\n two\n\nthree\n", "b": "x y\nz"]),
        ("a: one\n  two\n\n  three\n", ["a": "one two\nthree"]),
        ("a: \"one\n  two\"\n", ["a": "one two"]),
        ("---\n# hello\na: b\n...\n", ["a": "b"]),
        ("a: b\r\nc: d\r\n", ["a": "b", "c": "d"]),
        ("\"q: r\": s\n? t\n", nil),
        ("a: http://x/y#z\n", ["a": "http://x/y#z"]),
        ("a: 1\na: 2\n", ["a": 2]),
        ("a: b: c\n", nil),
        ("a: &x 1\nb: *x\n", nil),
        ("a: [1\n", nil),
        ("a: \"b\n", nil),
        ("a: 1\n  b: 2\n", nil),
        ("a:\n  b: 1\n c: 2\n", nil),
        ("a: 1\n---\nb: 2\n", nil),
        ("", [:]),
    ]

    @Test func documentsAreRead() async throws {
        try await withPluginMock(.v4_11) { client throws in
            for (text, value) in Self.documents {
                #expect(try await read(text, client) == value, "\(text)")
            }
        }
    }

    @Test func whatJSONCanSayIsReadAsFlow() async throws {
        var random = PackageTests.Seeded(state: 3)
        try await withPluginMock(.v4_11) { client throws in
            for _ in 0..<100 {
                let value = Self.value(3, &random)
                let text = "x: \(value.description)\n"
                #expect(try await read(text, client)?["x"] == value, "\(text)")
            }
        }
    }

    private static func value(_ depth: Int, _ random: inout PackageTests.Seeded) -> JSONValue {
        let words = ["", "a", "yes", "a: b", "1", "#", "é", "[", "x, y", "it's", "\"", "\\", "\n"]
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
        case 0: return .integer(Int64.random(in: -99...99, using: &random))
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .null
        case 3: return .string(words[Int.random(in: words.indices, using: &random)])
        case 4: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth - 1, &random) })
        default:
            let count = Int.random(in: 0..<4, using: &random)
            return .object(JSONObject((0..<count).map { ("m\($0)", value(depth - 1, &random)) }))
        }
    }

    @Test func anyTextEndsInTime() async throws {
        var random = PackageTests.Seeded(state: 17)
        let pieces = ["a", ":", " ", "\n", "- ", "  ", "[", "]", "{", "}", "\"", "'", "#", "|", ">", ",", "\t", "---"]
        try await withPluginMock(.v4_11) { client throws in
            let long = [
                String(repeating: "- ", count: 100_000), String(repeating: "[", count: 100_000),
                String(repeating: "a:\n ", count: 50_000), String(repeating: "a ", count: 200_000),
                String(repeating: "a\n", count: 200_000), "a: |\n" + String(repeating: "\n", count: 400_000),
                String(repeating: "{a: ", count: 50_000), "a: '" + String(repeating: "\n", count: 400_000),
            ]
            let short = (0..<100).map { _ in
                (0..<Int.random(in: 1..<40, using: &random)).map { _ in
                    pieces[Int.random(in: pieces.indices, using: &random)]
                }.joined()
            }
            for text in long + short {
                let package = PackageBuilder(["manifest.yaml": text]).bytes
                let answer = try await client.upload(Self.preview, "x.lbpkg", package)
                #expect([200, 400, 500].contains(answer.status))
            }
        }
    }
}
