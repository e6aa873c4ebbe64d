import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// The last requests and what they were answered.
///
/// Entries are kept as they came; secrets are hidden when they are read, so that keeping them costs next to nothing.
final class Journal: Sendable {
    /// How many entries are kept at most.
    static let countLimit = 1000
    /// How many bytes of content are kept at most, over all entries.
    static let byteLimit = 16 * 1024 * 1024
    /// How much is kept of one content.
    static let contentLimit = 64 * 1024

    struct Entry: Sendable {
        let number: Int
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

        var inOrder: [Entry] { (oldest..<count + 1).compactMap { places[$0 % countLimit] } }

        /// Takes in the entry with the next number; the oldest ones go until the limits are kept.
        mutating func append(_ entry: Entry) {
            count = entry.number
            if count - oldest == countLimit { dropOldest() }
            places[count % countLimit] = entry
            bytes += entry.size
            while bytes > byteLimit { dropOldest() }
        }

        private mutating func dropOldest() {
            bytes -= places[oldest % countLimit]?.size ?? 0
            places[oldest % countLimit] = nil
            oldest += 1
        }
    }

    /// The secrets that the entries up to a number hold, those included that have left the journal since.
    private struct Secrets {
        var redactor: Redactor
        var last = 0
    }

    private let state = Locked(State())
    private let secrets: Locked<Secrets>
    /// Hides what the mock was given, and what looks like a secret.
    let plainRedactor: Redactor

    /// - Parameter secrets: what the mock was given that must not be shown.
    init(hiding secrets: [String]) {
        plainRedactor = Redactor(secrets)
        self.secrets = Locked(Secrets(redactor: plainRedactor))
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
        state.withLock { state in
            state.append(
                Entry(
                    number: state.count + 1,
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
        }
    }

    /// The entries, oldest first.
    var entries: [Entry] { state.withLock { $0.inOrder } }

    /// Hides what entries must not show: what looks like a secret, and what any of them holds under a secret name.
    var redactor: Redactor {
        let entries = entries
        return secrets.withLock { secrets in
            for entry in entries where entry.number > secrets.last {
                for field in entry.request.fields { secrets.redactor.learn(from: field.name, field.value) }
                secrets.redactor.learn(from: entry.request.target.utf8)
                secrets.redactor.learn(from: entry.request.body)
                secrets.redactor.learn(from: entry.responseBody)
                secrets.last = entry.number
            }
            return secrets.redactor
        }
    }

    func clear() {
        state.withLock { $0 = State() }
        secrets.withLock { $0.last = 0 }
    }
}
