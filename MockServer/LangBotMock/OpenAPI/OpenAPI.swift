public import Foundation
import JSONCore
import LangBotContract

/// A profile as an OpenAPI 3.1 document.
extension MockProfile {
    /// The document as indented JSON: every operation with its path, parameters, credentials and answers.
    public func openAPI() -> Data {
        Data(document.serialized(JSONValue.Style(indentation: 2)) + [UInt8(ascii: "\n")])
    }

    private var document: JSONValue {
        let answers = AnswerSchemas(profile)
        // The format has no word for websockets.
        let paths = Dictionary(grouping: profile.endpoints.filter { $0.method != .webSocket }, by: \.path)
        let items = paths.sorted { $0.key.description < $1.key.description }.map { path, endpoints in
            ("\(path)", JSONValue.object(item(endpoints, answers)))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string("LangBot, profile \(profile.name)"), "version": .string(profile.version),
                "description": .string(
                    "The operations of langbot-mock in this profile, generated from the contract."
                ),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "http://127.0.0.1:5300"]],
            "paths": .object(JSONObject(items)),
            "components": ["schemas": .object(answers.components), "securitySchemes": Self.securitySchemes],
        ]
    }

    private func item(_ endpoints: [Endpoint], _ answers: AnswerSchemas) -> JSONObject {
        JSONObject(
            endpoints.sorted { $0.method.rawValue < $1.method.rawValue }.map { endpoint in
                (endpoint.method.rawValue.lowercased(), operation(endpoint, answers))
            }
        )
    }

    private func operation(_ endpoint: Endpoint, _ answers: AnswerSchemas) -> JSONValue {
        let requests = RequestSchemas(release: Release(rawValue: profile.name))
        var operation: JSONObject = [
            "operationId": .string(endpoint.id.rawValue),
            "tags": [.string(String(endpoint.id.rawValue.prefix { $0 != "." }))],
            "security": .array(Self.security(endpoint.credentials)),
            "responses": .object(answers.responses(endpoint)),
        ]
        let parameters =
            endpoint.path.segments.compactMap(Self.parameter)
            + requests.query(endpoint.id).map { name, schema in
                ["name": .string(name), "in": "query", "required": false, "schema": schema.json]
            }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let content = Self.content(endpoint, requests) { operation["requestBody"] = content }
        return .object(operation)
    }

    private static func content(_ endpoint: Endpoint, _ requests: RequestSchemas) -> JSONValue? {
        switch endpoint.content {
        case .none: return nil
        case .object, .optionalObject, .anyJSON:
            let schema = requests.content(endpoint.id)
            return [
                "required": .bool(endpoint.content == .object),
                "content": ["application/json": ["schema": schema.json]],
            ]
        case .multipart, .anyForm:
            let schema = JSONSchema.object(["file": .binary], isOpen: true)
            return [
                "required": .bool(endpoint.content == .multipart),
                "content": ["multipart/form-data": ["schema": schema.json]],
            ]
        }
    }

    private static func parameter(_ segment: PathTemplate.Segment) -> JSONValue? {
        guard let name = segment.parameter else { return nil }
        let schema: JSONValue =
            if case .integer = segment { ["type": "integer", "minimum": 0] } else {
                ["type": "string", "minLength": 1]
            }
        return ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }

    private static func security(_ policy: CredentialPolicy) -> [JSONValue] {
        let key: [JSONValue] = [["apiKeyHeader": []], ["bearerAPIKey": []]]
        let user: JSONValue = ["bearerUserToken": []]
        return switch policy {
        case .open, .own: []
        case .userToken: [user]
        case .apiKey: key
        case .userTokenOrAPIKey: key + [user]
        }
    }

    private static let securitySchemes: JSONValue = [
        "apiKeyHeader": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
        "bearerAPIKey": ["type": "http", "scheme": "bearer", "bearerFormat": "API key"],
        "bearerUserToken": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
    ]
}
