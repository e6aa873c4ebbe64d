public import Foundation
import JSONCore
import LangBotContract

/// A profile as an OpenAPI 3.1 document.
extension MockProfile {
    /// The document as JSON: every operation with its path, parameters, credentials and answers.
    public func openAPI() -> Data {
        Data(document.serialized() + [UInt8(ascii: "\n")])
    }

    private var document: JSONValue {
        let paths = Dictionary(grouping: profile.endpoints, by: \.path)
        let items = paths.sorted { $0.key.description < $1.key.description }.map { path, endpoints in
            ("\(path)", JSONValue.object(item(endpoints)))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string("LangBot, profile \(profile.name)"), "version": .string(profile.version),
                "description": .string(
                    "The operations that langbot-mock answers with this profile, made from the contract."
                ),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "http://127.0.0.1:5300"]],
            "paths": .object(JSONObject(items)),
            "components": ["schemas": schemas, "securitySchemes": Self.securitySchemes],
        ]
    }

    private func item(_ endpoints: [Endpoint]) -> JSONObject {
        JSONObject(
            endpoints.sorted { $0.method.rawValue < $1.method.rawValue }.map { endpoint in
                (endpoint.method.rawValue.lowercased(), operation(endpoint))
            }
        )
    }

    private func operation(_ endpoint: Endpoint) -> JSONValue {
        var operation: JSONObject = [
            "operationId": .string(endpoint.id.rawValue),
            "tags": [.string(String(endpoint.id.rawValue.prefix { $0 != "." }))],
            "security": .array(Self.security(endpoint.credentials)), "responses": responses(endpoint),
        ]
        let parameters = endpoint.path.segments.compactMap(Self.parameter)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        switch endpoint.content {
        case .none: break
        case .object, .optionalObject, .anyJSON:
            operation["requestBody"] = [
                "required": .bool(endpoint.content == .object),
                "content": ["application/json": ["schema": endpoint.content == .anyJSON ? true : ["type": "object"]]],
            ]
        case .multipart, .anyForm:
            let schema: JSONValue = [
                "type": "object", "properties": ["file": ["type": "string", "format": "binary"]],
            ]
            operation["requestBody"] = ["content": ["multipart/form-data": ["schema": schema]]]
        }
        return .object(operation)
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
        case .open: []
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

    private func responses(_ endpoint: Endpoint) -> JSONValue {
        func answer(_ description: JSONValue, _ schema: JSONValue) -> JSONValue {
            ["description": description, "content": ["application/json": ["schema": schema]]]
        }
        let failure: JSONValue = ["$ref": "#/components/schemas/Failure"]
        let success: JSONValue = ["$ref": "#/components/schemas/Envelope"]
        return ["200": answer("The result", success), "default": answer("What is wrong", failure)]
    }

    /// Releases since 4.10 name errors by a text, and all of them give some as success.
    private var schemas: JSONValue {
        let code: JSONValue = profile.failures == .text ? ["type": ["integer", "string"]] : ["type": "integer"]
        let members: JSONValue = [
            "code": code, "msg": ["type": "string"], "data": true, "request_id": ["type": "string"],
        ]
        let envelope: JSONValue = ["type": "object", "required": ["code", "msg"], "properties": members]
        return ["Envelope": envelope, "Failure": envelope]
    }
}
