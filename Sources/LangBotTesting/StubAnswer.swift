public import Foundation
public import LangBot

/// The response of a stub.
public struct StubAnswer: Sendable {
    enum Outcome: Sendable {
        case answer(PiecewiseAnswer)
        case failure(any Error)
        case never
        case chat([String])
        case computed(@Sendable (RecordedRequest) async throws -> StubAnswer)
    }

    let outcome: Outcome

    private init(_ outcome: Outcome) { self.outcome = outcome }

    /// LangBot's success envelope around `data`.
    public static func success(_ data: JSONValue = [:], headers: HTTPHeaders = [:]) -> StubAnswer {
        json(["code": 0, "msg": "ok", "data": data], headers: headers)
    }

    /// LangBot's error envelope.
    ///
    /// - Parameters:
    ///   - status: The HTTP status; LangBot sometimes refuses with 200.
    ///   - code: The member `code`: -1, or in newer releases a text such as `resource_not_found`.
    ///   - message: The member `msg`.
    ///   - headers: Header fields of the answer.
    public static func refusal(
        _ status: Int,
        code: LangBotError.ServerCode = .number(-1),
        message: String,
        headers: HTTPHeaders = [:]
    ) -> StubAnswer {
        let written: JSONValue =
            switch code {
            case .number(let number): .integer(number)
            case .text(let text): .string(text)
            }
        return json(["code": written, "msg": .string(message)], status: status, headers: headers)
    }

    /// A JSON text without an envelope; a value that JSON cannot express fails the call.
    public static func json(_ value: JSONValue, status: Int = 200, headers: HTTPHeaders = [:]) -> StubAnswer {
        do {
            return data(try value.json(), status: status, headers: typed("application/json", headers))
        } catch {
            return failure(error)
        }
    }

    /// A text, such as a page of HTML.
    public static func text(
        _ text: String,
        type: String = "text/plain; charset=utf-8",
        status: Int = 200,
        headers: HTTPHeaders = [:]
    ) -> StubAnswer {
        data(Data(text.utf8), status: status, headers: typed(type, headers))
    }

    /// Bytes as they are.
    public static func data(_ body: Data, status: Int = 200, headers: HTTPHeaders = [:]) -> StubAnswer {
        pieces(body.isEmpty ? [] : [body], status: status, headers: headers)
    }

    /// A body that arrives in pieces.
    ///
    /// Streamed calls see each piece, others the whole body.
    ///
    /// - Parameters:
    ///   - pieces: The pieces; empty ones are left out.
    ///   - status: The HTTP status.
    ///   - headers: Header fields of the answer.
    ///   - failure: The failure after the last piece; nil for a normal end.
    public static func pieces(
        _ pieces: [Data],
        status: Int = 200,
        headers: HTTPHeaders = [:],
        failure: TransportFailure.Kind? = nil
    ) -> StubAnswer {
        StubAnswer(
            .answer(
                PiecewiseAnswer(
                    status: status,
                    headers: headers,
                    pieces: pieces.filter { !$0.isEmpty },
                    failure: failure.map { TransportFailure($0) }
                )
            )
        )
    }

    /// Server-sent events, each of which arrives as a piece.
    public static func events(_ events: [ServerSentEvent], failure: TransportFailure.Kind? = nil) -> StubAnswer {
        let headers: HTTPHeaders = ["Content-Type": "text/event-stream"]
        return pieces(events.map { Data(lines(of: $0).utf8) }, headers: headers, failure: failure)
    }

    /// A transport failure instead of a response.
    public static func failure(_ error: any Error) -> StubAnswer { StubAnswer(.failure(error)) }

    /// The connection cannot be established.
    public static let connectionFailed = failure(TransportFailure(.connectionFailed))
    /// The connection ends before there is a response.
    public static let connectionLost = failure(TransportFailure(.connectionLost))
    /// The transport's own timeout expires immediately.
    public static let timeout = failure(TransportFailure(.timeout))
    /// No response until the call is cancelled or its deadline passes.
    public static let never = StubAnswer(.never)

    /// An answer that depends on the request; an error that is thrown fails the call.
    public static func computed(_ answer: @escaping @Sendable (RecordedRequest) async throws -> StubAnswer)
        -> StubAnswer
    {
        StubAnswer(.computed(answer))
    }

    /// An open chat with a pipeline, which replies to each message with the next of these texts, and ends instead of a
    /// reply that is missing.
    ///
    /// The client asks a server since 4.10 for the user's workspace before it opens the chat.
    public static func chat(_ replies: String...) -> StubAnswer { StubAnswer(.chat(replies)) }

    private static func typed(_ type: String, _ headers: HTTPHeaders) -> HTTPHeaders {
        var headers = headers
        if headers["Content-Type"] == nil { headers["Content-Type"] = type }
        return headers
    }

    private static func lines(of event: ServerSentEvent) -> String {
        let id = event.id.map { "id: \($0)\n" } ?? ""
        let data = event.data.split(separator: "\n", omittingEmptySubsequences: false).map { "data: \($0)\n" }.joined()
        return "event: \(event.type)\n\(id)\(data)\n"
    }
}

extension StubAnswer: CustomStringConvertible, CustomReflectable {
    /// What kind of answer it is; its content is left out.
    public var description: String {
        switch outcome {
        case .answer(let answer): "status \(answer.status)"
        case .failure(let error): "no answer: \(error)"
        case .never: "no answer, ever"
        case .chat(let replies): "a chat with \(replies.count) replies"
        case .computed: "an answer that depends on the request"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["answer": description]) }
}
