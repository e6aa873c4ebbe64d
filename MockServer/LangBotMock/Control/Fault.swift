import JSONCore
import LangBotContract

/// Something that goes wrong with requests on purpose.
public struct MockFault: Hashable, Sendable {
    /// The requests that it concerns.
    public enum Target: Hashable, Sendable {
        /// All of them.
        case all
        /// Those of an operation, by LangBot's name for it, such as `bot.list`.
        case operation(String)
        /// Those whose path begins so.
        case path(String)
    }

    /// What goes wrong.
    public enum Effect: Hashable, Sendable {
        /// The answer is an envelope with this status, code and message instead.
        case status(Int, code: Int, message: String)
        /// The answer comes as it is, but so much later; a range takes a time in it at random.
        case latency(ClosedRange<Duration>)
        /// The connection breaks off without an answer.
        case reset
        /// The connection ends without an answer.
        case empty
        /// The answer ends after half of its content.
        case truncated
        /// The content comes in pieces, one after each pause.
        case slow(pause: Duration)
        /// The answer says that it is of this type.
        case contentType(String)
        /// What comes is no HTTP.
        case garbage
    }

    /// Which of the requests it concerns it happens to.
    public enum Schedule: Hashable, Sendable {
        /// All of them.
        case always
        /// The first so many.
        case first(Int)
        /// Every so many-th.
        case every(Int)
        /// A share from 0 to 1, by a generator that begins with this seed.
        case share(Double, seed: UInt64)
    }

    /// The requests that it concerns.
    public var target: Target
    /// What goes wrong.
    public var effect: Effect
    /// Which of the requests it happens to.
    public var schedule: Schedule

    /// Describes a fault.
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

    /// - Throws: what of it nobody could do.
    func check() throws(MockInputError) {
        switch effect {
        case .status(let status, _, _) where !Self.statuses.contains(status):
            throw MockInputError("the status of an answer is from 200 to 599, not \(status)")
        case .contentType(let type) where !Self.isOneLine(type):
            throw MockInputError("the type of a content is a text in one line")
        default: break
        }
        switch schedule {
        case .every(let count) where count < 1:
            throw MockInputError("'every' counts requests from 1, and not from \(count)")
        case .share(let share, _) where !Self.shares.contains(share):
            throw MockInputError(Self.shareIsNone)
        default: break
        }
    }
}

/// Why a fault, a seed or a snapshot cannot be taken, as a sentence.
public struct MockInputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
