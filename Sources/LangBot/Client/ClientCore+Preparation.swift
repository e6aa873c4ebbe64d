import Foundation

extension ClientCore {
    /// Prepares the request of an operation for the server's release.
    func prepare(_ operation: APIOperation) async throws -> TransportRequest {
        try await checkFields(Dictionary(operation.query.map { ($0.name, .null) }) { $1 }, operation.knownParameters)
        let body = try await body(of: operation)
        var headers = configuration.headers
        headers["Accept"] = operation.accept
        for (name, value) in operation.headers { headers[name] = value }
        let url = try base.url(operation.path, query: operation.query)
        let encoded = try body.encoded()
        if let encoded, operation.headers["Content-Type"] == nil { headers["Content-Type"] = encoded.contentType }
        let request = TransportRequest(
            operation: operation.name,
            method: operation.method,
            url: url,
            headers: headers,
            body: encoded?.body,
            timeout: configuration.deadline,
            maximumResponseSize: configuration.maximumResponseSize,
            onProgress: operation.onProgress
        )
        try HeaderRules.check(headers)
        return request
    }

    /// The body, after the release has been asked for where that matters.
    private func body(of operation: APIOperation) async throws -> APIOperation.Body {
        if let adapted = operation.adapted {
            let members = try adapted(try await release())
            try await checkFields(members, operation.knownFields)
            return .json(.object(members))
        }
        if case .json(.object(let members)) = operation.body { try await checkFields(members, operation.knownFields) }
        return operation.body
    }

    private func checkFields(_ members: JSONObject, _ table: FieldTable?) async throws {
        guard configuration.unknownFields == .refuse, let table, table.dependsOnRelease(members),
            let release = try await release()
        else { return }
        let unknown = table.unknown(members, to: release)
        guard unknown.isEmpty else {
            let names = unknown.map { "\"\($0)\"" }.joined(separator: ", ")
            var error = LangBotError(
                .unsupportedByServer,
                detail: "LangBot \(release) does not know \(names), so nothing was sent; "
                    + "leave that out or use CallOptions.unknownFields(.send)"
            )
            error.release = release
            throw error
        }
    }
}

extension APIOperation.Body {
    /// The body as it is sent and its media type; nil for no body.
    fileprivate func encoded() throws -> (body: TransportBody, contentType: String)? {
        switch self {
        case .none: nil
        case .json(let value): (.data(try value.json()), "application/json")
        case .multipart(let form): try form.encoded()
        case .data(let data, let contentType): (.data(data), contentType)
        }
    }
}

/// The characters allowed in header fields (RFC 9110, section 5.5), so that no value can inject a field.
enum HeaderRules {
    static func check(_ headers: HTTPHeaders) throws {
        for (name, value) in headers {
            let isToken = !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
            guard isToken, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
                throw LangBotError(
                    .invalidRequest,
                    detail: "a header field contains a forbidden character, such as a line break"
                )
            }
        }
    }
}
