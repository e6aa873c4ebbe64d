import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// The last requests and what they were answered.
///
/// Entries are kept as they came; secrets are hidden when they are read, so that keeping them costs next to nothing. What
/// an entry held under secret names stays known when it has left the journal.
final class Journal: Sendable {
    /// How many entries are kept at most.
    static let countLimit = 1000
    /// How many bytes of content are kept at most, over all entries.
    static let byteLimit = 16 * 1024 * 1024
    /// How much is kept of one content.
    static let contentLimit = 64 * 1024
    /// How many entries that have left are learned with one request.
    ///
    /// Many leave at once for a large one, or when the journal is cleared; learning them all would keep others waiting.
    private static let learnLimit = 4

    struct Entry: Sendable {
        let number: Int
        /// The number of the request since the start, which nothing resets.
        let serial: Int
        let time: Timestamp
        let request: HTTPRequest
        let status: Int
        let responseFields: HTTPFields
        let responseBody: [UInt8]
        let operation: OperationID?
        let microseconds: Int64
        /// The fault that was put in its way.
        let fault: String?

        var size: Int { request.body.count + responseBody.count }
    }

    private struct State {
        /// The entries by number, each in the place of the one `countLimit` before it.
        private var places = [Entry?](repeating: nil, count: countLimit)
        private var oldest = 1
        private var bytes = 0
        private(set) var count = 0
        private(set) var total = 0
        /// Entries that have left and whose secrets are still to be learned, oldest first.
        private(set) var left: [Entry] = []

        var inOrder: [Entry] { entries(from: oldest) }

        private func entries(from number: Int) -> [Entry] {
            let first = max(oldest, number)
            return first <= count ? (first...count).compactMap { places[$0 % countLimit] } : []
        }

        /// Takes in the entry with the next number; the oldest ones go until the limits are kept.
        mutating func append(_ entry: Entry) {
            (count, total) = (entry.number, entry.serial)
            if count - oldest == countLimit { dropOldest() }
            places[count % countLimit] = entry
            bytes += entry.size
            while bytes > byteLimit { dropOldest() }
        }

        /// Starts again with number 1.
        mutating func clear() {
            while oldest <= count { dropOldest() }
            (oldest, count) = (1, 0)
        }

        /// The entries whose secrets are still to be learned, which are not handed out again.
        mutating func takeUnlearned(after serial: Int) -> [Entry] {
            let unlearned = left.filter { $0.serial > serial } + entries(from: count - (total - serial) + 1)
            left = []
            return unlearned
        }

        /// The oldest entries whose secrets are still to be learned and that can only be learned now.
        mutating func takeLeft(_ limit: Int, after serial: Int) -> [Entry] {
            let taken = left.prefix(limit)
            left.removeFirst(taken.count)
            return taken.filter { $0.serial > serial }
        }

        private mutating func dropOldest() {
            if let entry = places[oldest % countLimit] {
                bytes -= entry.size
                left.append(entry)
            }
            places[oldest % countLimit] = nil
            oldest += 1
        }
    }

    /// The secrets of all requests up to a serial number.
    private struct Secrets {
        var redactor: Redactor
        private(set) var last = 0

        init(redactor: Redactor) { self.redactor = redactor }

        mutating func learn(_ entry: Entry) {
            last = max(last, entry.serial)
            for field in entry.request.fields { redactor.learn(from: field.name, field.value) }
            redactor.learn(from: entry.request.target.utf8)
            redactor.learn(from: entry.request.body)
            redactor.learn(from: entry.responseBody)
        }
    }

    private let state = Locked(State())
    /// Locked before the state where both are needed.
    private let secrets: Locked<Secrets>

    /// - Parameter secrets: what the mock was given that must not be shown.
    init(hiding secrets: [String]) {
        self.secrets = Locked(Secrets(redactor: Redactor(secrets)))
    }

    /// How many requests there have been since the start or the last ``clear()``.
    var count: Int { state.withLock { $0.count } }

    func append(
        _ request: HTTPRequest,
        _ response: HTTPResponse,
        _ operation: OperationID?,
        at time: Timestamp,
        microseconds: Int64,
        fault: String?
    ) {
        var request = request
        if request.body.count > Self.contentLimit { request.body = Array(request.body[..<Self.contentLimit]) }
        let body = response.body.count > Self.contentLimit ? Array(response.body[..<Self.contentLimit]) : response.body
        let isLeaving = state.withLock { state in
            state.append(
                Entry(
                    number: state.count + 1,
                    serial: state.total + 1,
                    time: time,
                    request: request,
                    status: response.status,
                    responseFields: response.fields,
                    responseBody: body,
                    operation: operation,
                    microseconds: microseconds,
                    fault: fault
                )
            )
            return !state.left.isEmpty
        }
        guard isLeaving else { return }
        secrets.withLock { secrets in
            let last = secrets.last
            for entry in state.withLock({ $0.takeLeft(Self.learnLimit, after: last) }) { secrets.learn(entry) }
        }
    }

    /// The entries, oldest first.
    var entries: [Entry] { state.withLock { $0.inOrder } }

    /// Hides what entries must not show: what looks like a secret, and what any request or answer since the start held
    /// under a secret name.
    var redactor: Redactor { withRedactor { $0 } }

    /// A text without what the entries must not show.
    func hiding(_ text: String) -> String { withRedactor { $0.text(text) } }

    private func withRedactor<Value>(_ body: (Redactor) -> Value) -> Value {
        secrets.withLock { secrets in
            let last = secrets.last
            for entry in state.withLock({ $0.takeUnlearned(after: last) }) { secrets.learn(entry) }
            return body(secrets.redactor)
        }
    }

    func clear() { state.withLock { $0.clear() } }
}
