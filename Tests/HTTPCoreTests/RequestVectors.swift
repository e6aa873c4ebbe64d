import Foundation
import HTTPCore
import Testing

/// Requests that must be refused, each with the reason.
///
/// They lie in `Fixtures/refused.jsonl`, whose characters are bytes (ISO-8859-1), but for the long ones.
enum RequestVectors {
    struct Refused: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let refusal: String

        private enum Names: CodingKey {
            case name, bytes, refusal
        }

        init(from decoder: any Decoder) throws {
            let row = try decoder.container(keyedBy: Names.self)
            name = try row.decode(String.self, forKey: .name)
            bytes = try row.decode(String.self, forKey: .bytes).unicodeScalars.map {
                UInt8(truncatingIfNeeded: $0.value)
            }
            refusal = try row.decode(String.self, forKey: .refusal)
        }

        fileprivate init(_ name: String, _ text: String, _ refusal: HTTPRefusal) {
            (self.name, bytes, self.refusal) = (name, Array(text.utf8), refusal.description)
        }

        var testDescription: String { name }
    }

    static let refused: [Refused] = fixture("refused") + long

    /// The rows of a file of JSON lines.
    static func fixture<Row: Decodable>(_ name: String) -> [Row] {
        guard let file = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Fixtures"),
            let lines = try? Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        else { return [] }
        return lines.compactMap { try? JSONDecoder().decode(Row.self, from: Data($0)) }
    }

    private static func get(_ lines: String) -> String { "GET / HTTP/1.1\r\nHost: x\r\n\(lines)\r\n\r\n" }
    private static func post(_ lines: String) -> String { "POST / HTTP/1.1\r\nHost: x\r\n\(lines)" }
    private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked\r\n\r\n\(body)") }
    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static let long = [
        Refused("endless extension", chunked("1;" + many("a", 2000)), .malformed(.chunk)),
        Refused("endless size", chunked(many("0", 2000)), .malformed(.chunk)),
        Refused(
            "trailers that are too long together",
            chunked("0\r\n" + many("A: \(many("b", 4096))\r\n", 2) + "\r\n"),
            .malformed(.chunk)
        ),
        Refused("a hundred and one trailers", chunked("0\r\n" + many("A: b\r\n", 101) + "\r\n"), .malformed(.chunk)),
        Refused("target of 16 KiB", "GET /" + many("a", 16_384) + " HTTP/1.1\r\n", .targetTooLong),
        Refused("start line without an end", "GET /" + many("a", 9_000), .targetTooLong),
        Refused("field of 64 KiB", get("A: " + many("a", 65_536)), .headTooLarge),
        Refused("field without an end", "GET / HTTP/1.1\r\nA: " + many("a", 40_000), .headTooLarge),
        Refused("a hundred and one fields", get(many("A: b\r\n", 100) + "C: d"), .headTooLarge),
        Refused("announced content", post("Content-Length: 10485761\r\n\r\n"), .bodyTooLarge(limit: 10_485_760)),
        Refused("announced chunk", chunked("A00001\r\n"), .bodyTooLarge(limit: 10_485_760)),
    ]
}
