import Foundation
import Redaction

/// The time to find and hide the secrets of a content, which may come from anybody: in seconds for an answer of ten
/// megabytes, and twice as long for twice as much of whatever is sent.
enum Hiding {
    @Sendable static func measure(_ scale: Scale) async throws -> [Figure] {
        // Ten thousand models make ten megabytes.
        let models = try Array(SampleModels.answer(scale.models * 5 / 4))
        let size = "\(models.count / 1_000_000) MB"
        guard Redactor().content(models).count > models.count / 2 else {
            throw BenchmarkFailure(description: "the answer is lost")
        }
        let aim = 0.8 * Double(models.count) / 10_000_000
        let found = time { learn(models) }
        let hidden = time { hide(models) }
        var figures = [
            Figure("secrets of \(size) found", found, .seconds, reference: aim, against: "the aim", limit: 1),
            Figure("secrets of \(size) hidden", hidden, .seconds, reference: aim, against: "the aim", limit: 1),
        ]
        for input in inputs {
            let whole = input.content(models.count / 5)
            let half = input.content(models.count / 10)
            let seconds = time { learn(whole) } + time { hide(whole) }
            let reference = time { learn(half) } + time { hide(half) }
            figures.append(
                Figure(input.name, seconds, .seconds, reference: reference, against: "half of it", limit: 3)
            )
        }
        return figures
    }

    /// The least of several times, in seconds of this thread: others take turns with it.
    private static func time(_ body: () -> Void) -> Double {
        var least = Double.infinity
        for _ in 0..<5 {
            let start = threadTime
            body()
            least = min(least, threadTime - start)
        }
        return least
    }

    private static func learn(_ content: [UInt8]) {
        var redactor = Redactor()
        redactor.learn(from: content)
    }

    private static func hide(_ content: [UInt8]) {
        _ = Redactor(["lbk_a-key-that-a-run-was-given"]).content(content)
    }

    private static var threadTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private struct Input {
        let name: String
        let content: @Sendable (_ size: Int) -> [UInt8]

        init(_ name: String, _ content: @escaping @Sendable (Int) -> [UInt8]) {
            self.name = name
            self.content = content
        }

        /// A piece again and again.
        init(_ name: String, repeating piece: String) {
            self.init(name) { size in
                Array(repeatElement(Array(piece.utf8), count: size / piece.utf8.count).joined())
            }
        }
    }

    private static let inputs = [
        Input("deep nesting", repeating: "{\"a\":[{\"config\":"),
        Input("brackets", repeating: "["),
        Input("no UTF-8") { size in
            var generator = SplitMix(state: 1)
            return (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 32) }
        },
        Input("one long text") { size in Array("{\"msg\":\"".utf8) + [UInt8](repeating: 0x61, count: size) },
        Input("quotation marks", repeating: "\"'\\\"\\\\'"),
        Input("escapes", repeating: "\\u0041\\\\%41&#65;"),
        Input("open names", repeating: "token='key=\\\"config: {'env': ['"),
        Input("addresses", repeating: "http://a:b@c/d?e=f7Kx92Lm&token=x://"),
        Input("private keys", repeating: "-----BEGIN "),
    ]
}

/// Numbers that are the same in each run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        let mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return mixed ^ (mixed >> 27)
    }
}
