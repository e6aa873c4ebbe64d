import JSONCore
import LangBotContract

/// A fault that the mock injects on purpose.
public struct MockFault: Hashable, Sendable {
    /// The requests that a fault applies to.
    public enum Target: Hashable, Sendable {
        /// All requests.
        case all
        /// Requests of an operation, by LangBot's name for it, such as `bot.list`.
        case operation(String)
        /// Requests whose path starts with this prefix.
        case path(String)
    }

    /// What a fault does.
    public enum Effect: Hashable, Sendable {
        /// Answers with an envelope of this status, code and message; the request is not carried out.
        case status(Int, code: Code, message: String)
        /// Answers as if the request had succeeded, with this JSON as `data`; the request is not carried out.
        case success(data: String)
        /// Delays the answer by a random time in this range.
        case latency(ClosedRange<Duration>)
        /// Resets the connection without an answer.
        case reset
        /// Closes the connection without an answer.
        case empty
        /// Closes the connection after half of the content.
        case truncated
        /// Sends the content in about ten pieces, with a pause after each.
        case slow(pause: Duration)
        /// Replaces the Content-Type of the answer.
        case contentType(String)
        /// Sends bytes that are not HTTP.
        case garbage
    }

    /// The code of an error envelope: a number, or since 4.10.7 a text such as `task_capacity_exceeded`.
    public enum Code: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
        /// A number, as in all documents and up to 4.10.6.
        case number(Int)
        /// A text.
        case text(String)

        /// Creates a numeric code.
        public init(integerLiteral value: Int) { self = .number(value) }

        /// Creates a code that is a text.
        public init(stringLiteral value: String) { self = .text(value) }
    }

    /// Which of the matching requests a fault affects.
    public enum Schedule: Hashable, Sendable {
        /// All of them.
        case always
        /// The first ones, up to this number.
        case first(Int)
        /// Every n-th one.
        case every(Int)
        /// A random share from 0 to 1, drawn by a generator with this seed.
        case share(Double, seed: UInt64)
    }

    /// The requests that the fault applies to.
    public var target: Target
    /// What the fault does.
    public var effect: Effect
    /// Which of the matching requests it affects.
    public var schedule: Schedule

    /// Creates a fault.
    public init(_ effect: Effect, on target: Target = .all, _ schedule: Schedule = .always) {
        self.target = target
        self.effect = effect
        self.schedule = schedule
    }
}

extension MockFault {
    static let statuses = 200...599
    static let shares = 0.0...1.0
    static let shareIsNone = "'share' must be a number from 0 to 1"

    static func isOneLine(_ text: String) -> Bool { !text.isEmpty && !text.contains(where: \.isNewline) }

    /// - Throws: ``MockInputError`` for a status, type, count or share out of range.
    func check() throws(MockInputError) {
        switch effect {
        case .status(let status, _, _) where !Self.statuses.contains(status):
            throw MockInputError("'status' must be from 200 to 599, not \(status)")
        case .status(_, .text(let code), _) where !Self.isOneLine(code):
            throw MockInputError("'code' must be a number or a single line of text")
        case .success(let data) where (try? JSONValue(parsing: Array(data.utf8))) == nil:
            throw MockInputError("'data' must be JSON")
        case .contentType(let type) where !Self.isOneLine(type):
            throw MockInputError("'type' must be a single line of text")
        default: break
        }
        switch schedule {
        case .every(let count) where count < 1:
            throw MockInputError("'every' must be at least 1, not \(count)")
        case .share(let share, _) where !Self.shares.contains(share):
            throw MockInputError(Self.shareIsNone)
        default: break
        }
    }
}

/// Why a fault, a seed, a snapshot or another input is refused.
public struct MockInputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in one line without a period.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
