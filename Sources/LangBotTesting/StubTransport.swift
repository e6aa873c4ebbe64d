import Foundation
public import LangBot

/// A transport with a list of expected requests, each answered once.
///
/// ```swift
/// let stubs = StubTransport([
///     Stub(.get, "/api/v1/platform/bots/b-1", answer: .refusal(404, message: "Bot not found"))
/// ])
/// let client = try stubs.client()
/// // … what is under test
/// try stubs.finish()
/// ```
///
/// An unexpected request fails with the code `.unexpectedRequest` and a message that says what was expected and what
/// was received; the stub remains for a later request. ``finish()`` then fails as well, in case the code under test
/// swallowed the error.
public final class StubTransport: Transport {
    /// The order in which requests are expected.
    public enum Order: Hashable, Sendable {
        /// In the order of the stubs.
        case asWritten
        /// Any order, for concurrent requests: each request uses the first remaining stub that matches.
        case any
    }

    private struct State {
        var stubs: [Stub]
        var requests: [RecordedRequest] = []
        var unexpected: [String] = []
    }

    private let order: Order
    private let state: Guarded<State>
    private let transfers = OpenTransfers()

    /// Makes a transport of stubs.
    public init(_ stubs: [Stub], order: Order = .asWritten) {
        self.order = order
        state = Guarded(State(stubs: stubs))
    }

    /// The requests that came, in their order, unexpected ones included.
    public var requests: [RecordedRequest] { state.withLock(\.requests) }

    /// Makes a client with this transport; its base URL is `http://langbot.invalid`.
    public func client(
        credential: Credential = .apiKey("lbk_stub"),
        configuration: ClientConfiguration = .testing()
    ) throws -> LangBotClient {
        guard let url = URL(string: "http://langbot.invalid") else { throw LangBotError(.invalidBaseURL) }
        return try LangBotClient(baseURL: url, credential: credential, configuration: configuration, transport: self)
    }

    /// Checks that all stubs were used and no unexpected request came.
    ///
    /// - Throws: ``StubFailure`` where stubs are left over, or where a request came that none of them expected.
    public func finish() throws(StubFailure) {
        let failure = state.withLock { state in
            StubFailure(unexpected: state.unexpected, leftOver: state.stubs.map(\.description))
        }
        if let failure { throw failure }
    }

    /// Answers a request from its stub.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        let (request, answer, limit) = try take(request)
        return try await transfers.run { try await Self.settle(answer, request).collected(limit: limit) }
    }

    /// Answers a request from its stub, piece by piece.
    public func stream(_ request: TransportRequest) async throws -> TransportStream {
        let (request, answer, _) = try take(request)
        return try await transfers.run { try await Self.settle(answer, request).streamed() }
    }

    /// Opens the chat of a stub.
    public func socket(_ request: TransportRequest) async throws -> any TransportSocket {
        let (request, answer, _) = try take(request)
        return try await transfers.run { try await Self.chat(answer, request) }
    }

    /// Cancels the requests in progress.
    ///
    /// Nothing can be sent afterwards.
    public func close() { transfers.close() }

    private static func chat(_ answer: StubAnswer, _ request: RecordedRequest) async throws -> StubChat {
        switch answer.outcome {
        case .chat(let replies): return StubChat(replies)
        case .computed(let compute): return try await chat(compute(request), request)
        case .answer, .failure, .never:
            _ = try await settle(answer, request)
            throw LangBotError(.unexpectedRequest, detail: "\(request) opens a chat, and its stub has \(answer)")
        }
    }

    private static func settle(_ answer: StubAnswer, _ request: RecordedRequest) async throws -> PiecewiseAnswer {
        switch answer.outcome {
        case .answer(let answer): return answer
        case .failure(let error): throw error
        case .computed(let compute): return try await settle(compute(request), request)
        case .chat: throw LangBotError(.unexpectedRequest, detail: "\(request) opens no chat, and its stub has one")
        case .never:
            while true { try await Task.sleep(for: .seconds(3600)) }
        }
    }

    private func take(_ sent: TransportRequest) throws -> (RecordedRequest, StubAnswer, limit: Int) {
        let request = try RecordedRequest(sent)
        return try state.withLock { state in
            state.requests.append(request)
            let candidates = order == .asWritten ? state.stubs.prefix(1) : state.stubs[...]
            if let index = candidates.firstIndex(where: { $0.objection(to: request) == nil }) {
                return (request, state.stubs.remove(at: index).answer, sent.maximumResponseSize)
            }
            let sentence = Self.sentence(request, candidates)
            state.unexpected.append(sentence)
            throw LangBotError(
                .unexpectedRequest,
                detail: sentence,
                underlying: StubFailure(unexpected: [sentence], leftOver: [])
            )
        }
    }

    private static func sentence(_ request: RecordedRequest, _ candidates: ArraySlice<Stub>) -> String {
        guard let only = candidates.first, candidates.count == 1, let objection = only.objection(to: request) else {
            let expected = candidates.map(\.description).joined(separator: " or ")
            return "\(expected.isEmpty ? "no further request" : expected) was expected, but \(request) came"
        }
        return "\(only) was expected, but \(objection)"
    }
}
