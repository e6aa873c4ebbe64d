import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// Carries out a tool: as a request for the operation that it leads to.
struct MCPToolCall: Sendable {
    struct Failure: Error {
        let reason: String
    }

    let server: MCPServer
    let tool: MCPTool

    func result(_ arguments: JSONObject) async throws -> JSONValue {
        if tool.name == "get_system_info" { return systemInformation }
        let lead = tool.leads.first { lead in
            lead.condition.map { arguments[$0.argument] == $0.value } ?? true
        }
        guard let lead, let endpoint = server.application.endpoint(lead.operation) else {
            switch tool.otherwise {
            case .value(let value): return value
            case .failure(let reason): throw Failure(reason: reason)
            }
        }
        let answer = await server.application.liveAnswer(request(lead, endpoint, arguments), isTraced: false)
            .whole()
        guard let json = try? JSONValue(parsing: answer.body) else { throw Failure(reason: "No answer") }
        guard answer.status < 300, json["code"] == 0 else {
            if case .failure(let reason) = tool.otherwise, answer.status == 404 || answer.status == 400 {
                throw Failure(reason: reason)
            }
            // What is not there is nothing to a tool that shows it.
            if answer.status == 404, case .only = lead.gift, endpoint.method == .get { return .null }
            throw Failure(reason: json["msg"]?.stringValue ?? "")
        }
        return gift(lead.gift, json["data"] ?? .null)
    }

    private var systemInformation: JSONValue {
        ["version": .string(server.application.profile.version), "edition": "community", "instance_id": ""]
    }

    private func gift(_ gift: MCPTool.Lead.Gift, _ data: JSONValue) -> JSONValue {
        switch gift {
        case .whole: return data
        case .only: return data.objectValue?.first?.value ?? data
        case .members(let names):
            return .object(JSONObject(names.compactMap { name in data[name].map { (name, $0) } }))
        case .done: return ["ok": true]
        }
    }

    private func request(_ lead: MCPTool.Lead, _ endpoint: Endpoint, _ arguments: JSONObject) -> HTTPRequest {
        let values = zip(endpoint.path.parameters, lead.path).map { name, argument in
            (name, PercentEncoding.encoded(Self.text(arguments[argument] ?? ""), keeps: "/"))
        }
        var target = endpoint.path.path(Dictionary(values) { first, _ in first })
        let query = lead.query.sorted { $0.key < $1.key }.flatMap { argument, name in
            (arguments[argument]?.arrayValue ?? [arguments[argument] ?? .null]).filter { !$0.isNull }
                .map { "\(name)=\(PercentEncoding.encoded(Self.text($0)))" }
        }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
        var request = HTTPRequest(HTTPMethod(rawValue: endpoint.method.rawValue), target)
        for name in ["x-api-key", "authorization"] {
            if let value = server.request.fields[name] { request.fields.append(name, value) }
        }
        if let content = content(lead, arguments) {
            request.fields.append("Content-Type", "application/json")
            request.body = content.serialized()
        }
        return request
    }

    private func content(_ lead: MCPTool.Lead, _ arguments: JSONObject) -> JSONValue? {
        if let body = lead.body { return arguments[body] }
        guard !lead.members.isEmpty else { return nil }
        return .object(
            JSONObject(lead.members.sorted { $0.key < $1.key }.map { ($0.value, arguments[$0.key] ?? .null) })
        )
    }

    private static func text(_ value: JSONValue) -> String { value.stringValue ?? value.description }
}
