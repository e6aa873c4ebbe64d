import Foundation
import HTTPCore
import Testing

/// Bytes that two servers in a row might take for different requests: each is refused, or read in the one right way.
///
/// They lie in `Fixtures/smuggling.jsonl`, whose characters are bytes (ISO-8859-1), so that `Scripts/try-smuggling` can
/// put the same to a real LangBot and note there what it makes of them.
@Suite(.serialized) struct SmugglingTests {
    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        /// Method, target and length of each request, and the refusal or what the parser waits for after them.
        let expected: [String]

        var testDescription: String { name }
    }

    static let vectors: [Vector] = RequestVectors.fixture("smuggling")

    private static func outcome(_ pieces: [ArraySlice<UInt8>]) -> [String] {
        var parser = HTTPRequestParser()
        var outcome: [String] = []
        for piece in pieces {
            parser.append(piece)
            do {
                while let event = try parser.next() {
                    guard case .request(let request) = event else { continue }
                    outcome.append("\(request.method) \(request.target) \(request.body.count)")
                }
            } catch {
                return outcome + ["refused: \(error)"]
            }
        }
        return outcome + [parser.isIdle ? "idle" : "waiting"]
    }

    @Test func thereAreEnough() {
        #expect(Self.vectors.count >= 60)
        #expect(Set(Self.vectors.map(\.name)).count == Self.vectors.count)
    }

    @Test(arguments: vectors)
    func isRefusedOrReadInOneWay(vector: Vector) throws {
        let bytes = try #require(vector.bytes.data(using: .isoLatin1)).map { $0 }
        #expect(Self.outcome([bytes[...]]) == vector.expected)
        #expect(Self.outcome(bytes.indices.map { bytes[$0...$0] }) == vector.expected)
    }
}
