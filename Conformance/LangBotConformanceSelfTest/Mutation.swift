import HTTPCore
import LangBotContract

/// Changes requests and answers between a client and the mock.
struct Mutation: Sendable {
    /// Answers a request.
    var answer: @Sendable (HTTPRequest, Original) -> HTTPResponse = { $1.answer($0) }
    /// Answers a message that cannot be read.
    var refuse: @Sendable (HTTPRefusal, HTTPResponse) -> HTTPResponse = { $1 }
    /// Sends an answer.
    var send: @Sendable (HTTPRequest, HTTPResponse, HTTPExchange) -> Void = { $2.respond($1) }
    /// Whether requests are refused before their content arrives, if the content does not matter.
    var refusesUnread = true
    /// Configures the server.
    var configure: @Sendable (inout HTTPServer.Configuration) -> Void = { _ in }

    static let none = Mutation()
}

extension Mutation {
    /// Changes requests before the mock sees them.
    static func requests(_ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void) -> Mutation {
        Mutation(answer: { request, original in
            var request = request
            change(&request, original)
            return original.answer(request)
        })
    }

    /// Changes answers before the client sees them.
    static func answers(_ change: @escaping @Sendable (HTTPRequest, inout HTTPResponse) -> Void) -> Mutation {
        Mutation(answer: { request, original in
            var response = original.answer(request)
            change(request, &response)
            return response
        })
    }

    /// Changes the answers of some operations.
    static func answers(
        of operations: [OperationID],
        _ change: @escaping @Sendable (HTTPRequest, inout HTTPResponse) -> Void
    ) -> Mutation {
        Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            var response = answer
            if operation.map(operations.contains) ?? false { change(request, &response) }
            return response
        })
    }

    /// Accepts requests as if they had a valid key.
    static func letsIn(_ isLetIn: @escaping @Sendable (HTTPRequest, Original) -> Bool) -> Mutation {
        requests { request, original in
            if isLetIn(request, original) { request.authenticate(original.apiKey) }
        }
    }

    /// Accepts some values of `X-API-Key` as the valid key.
    static func takesKey(_ isTaken: @escaping @Sendable (_ value: String, _ key: String) -> Bool) -> Mutation {
        letsIn { request, original in
            request.fields["x-api-key"].map { isTaken($0, original.apiKey) } ?? false
        }
    }

    /// Accepts some values of `Authorization` as `Bearer` and the valid key.
    static func takesAuthorization(
        _ isTaken: @escaping @Sendable (_ value: String, _ key: String) -> Bool
    ) -> Mutation {
        letsIn { request, original in
            request.fields["authorization"].map { isTaken($0, original.apiKey) } ?? false
        }
    }

    /// Replaces some statuses with another one.
    static func status(
        _ olds: Set<Int>,
        _ new: Int,
        where isMeant: @escaping @Sendable (HTTPRequest) -> Bool = { _ in true }
    ) -> Mutation {
        answers { request, response in
            if olds.contains(response.status), isMeant(request) { response.status = new }
        }
    }

    /// Replaces a text in the content of answers with one of these statuses.
    static func replaces(_ statuses: Set<Int>, _ old: String, _ new: String) -> Mutation {
        answers { _, response in
            if statuses.contains(response.status) { response.replace(old, new) }
        }
    }

    /// Adds a field to every answer.
    static func field(_ name: String, _ value: String) -> Mutation {
        answers { $1.fields.set(name, value) }
    }

    /// Removes a field from every answer.
    static func withoutField(_ name: String) -> Mutation {
        answers { $1.fields.remove(name) }
    }

    /// Answers messages with these syntax errors as if they were valid.
    static func overlooks(_ reasons: [HTTPSyntaxError]) -> Mutation {
        Mutation(refuse: { refusal, response in
            guard case .malformed(let reason) = refusal, reasons.contains(reason) else { return response }
            return .bots
        })
    }
}
