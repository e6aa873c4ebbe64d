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
        /// Entries in a ring: the oldest is at `start` once it is full.
        var entries: [Entry] = []
        var start = 0
        var bytes = 0
        var count = 0

        var inOrder: [Entry] { Array(entries[start...] + entries[..<start]) }
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
        _ = state.withLock { state in
            state.count += 1
            let entry = Entry(
                number: state.count,
                time: time,
                request: request,
                status: response.status,
                responseFields: response.fields,
                responseBody: body,
                operation: operation,
                microseconds: microseconds,
                fault: fault
            )
            return Self.insert(entry, &state)
        }
    }

    /// Takes an entry in.
    ///
    /// - Returns: what had to go, for the caller to let go of where it holds nobody up.
    private static func insert(_ entry: Entry, _ state: inout State) -> Entry? {
        state.bytes += entry.size
        guard state.entries.count >= countLimit else {
            state.entries.append(entry)
            if state.bytes > byteLimit { shrink(&state) }
            return nil
        }
        var exchanged = entry
        swap(&state.entries[state.start], &exchanged)
        state.bytes -= exchanged.size
        state.start = (state.start + 1) % countLimit
        if state.bytes > byteLimit { shrink(&state) }
        return exchanged
    }

    private static func shrink(_ state: inout State) {
        var kept = state.inOrder[...]
        while state.bytes > byteLimit, let oldest = kept.popFirst() { state.bytes -= oldest.size }
        state.entries = Array(kept)
        state.start = 0
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
