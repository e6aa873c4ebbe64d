import HTTPCore
import JSONCore
import LangBotContract

/// Mutations of what is stored and shown of resources.
extension Mutation {
    /// The operations that list and read resources of the kinds that the suite makes.
    private static let lists: Set<OperationID> = [
        "model.llm.list", "model.embedding.list", "bot.list", "pipeline.list", "knowledge_base.list", "mcp_server.list",
    ]
    private static let reads: Set<OperationID> = [
        "model.llm.get", "model.embedding.get", "bot.get", "pipeline.get", "knowledge_base.get", "mcp_server.get",
    ]

    /// Changes the resources in answers.
    static func shows(
        lists: Bool = true,
        items: Bool = true,
        _ change: @escaping @Sendable (inout JSONObject) -> Void
    ) -> Mutation {
        let operations = (lists ? Array(Self.lists) : []) + (items ? Array(reads) : [])
        return answers(of: operations) { _, response in
            response.editData { value in
                if var object = value.objectValue {
                    change(&object)
                    return .object(object)
                }
                return .array(
                    (value.arrayValue ?? []).map { row in
                        guard var object = row.objectValue else { return row }
                        change(&object)
                        return .object(object)
                    }
                )
            }
        }
    }

    /// Changes the rows of lists.
    static func rows(
        of operations: [OperationID] = Array(lists),
        _ change: @escaping @Sendable ([JSONValue]) -> [JSONValue]
    ) -> Mutation {
        answers(of: operations) { _, response in
            response.editData { value in value.arrayValue.map { .array(change($0)) } ?? value }
        }
    }

    /// Changes every value in the members that hold whatever a user writes, when they are written.
    static func stores(_ change: @escaping @Sendable (JSONValue) -> JSONValue) -> Mutation {
        requests { request, _ in
            guard [.post, .put].contains(request.method) else { return }
            request.edit { object in
                for name in ["config", "adapter_config", "extra_args"] {
                    guard let bag = object[name]?.objectValue, let values = bag["lbconf"] else { continue }
                    var changed = bag
                    changed["lbconf"] = values.mapped(change)
                    object[name] = .object(changed)
                }
            }
        }
    }

    /// Does something more to other resources after a successful request.
    static func alsoDoes(
        _ method: HTTPMethod,
        _ more: @escaping @Sendable (HTTPRequest, Original) -> Void
    ) -> Mutation {
        Mutation(answer: { request, original in
            let response = original.answer(request)
            if request.method == method, response.status == 200, request.namesOne || request.isPipeline,
                !request.isAboutKeys
            {
                more(request, original)
            }
            return response
        })
    }
}

extension HTTPRequest {
    /// Whether the path names a pipeline.
    var isPipeline: Bool { path.hasPrefix("/api/v1/pipelines/") }

    /// The path of the collection in which the request names a resource.
    var collection: String { path.split(separator: "/").dropLast().map { "/\($0)" }.joined() }
}

extension Original {
    /// The answer to a request of the mutation's own, with the key.
    func ask(_ method: HTTPMethod, _ path: String, _ content: JSONValue? = nil) -> HTTPResponse {
        var request = HTTPRequest(method, path)
        request.authenticate(apiKey)
        if let content {
            request.fields.append("Content-Type", "application/json")
            request.body = Array(content.description.utf8)
        }
        return answer(request)
    }

    /// The rows of a list.
    func rows(in collection: String) -> [JSONValue] {
        let data = ask(.get, collection).json?["data"]?.objectValue
        return data?.lazy.compactMap(\.value.arrayValue).first ?? []
    }

    /// The paths of the resources of a run in a collection, oldest first.
    func paths(in collection: String) -> [String] {
        rows(in: collection).compactMap { row in
            guard row["name"]?.stringValue?.hasPrefix("lbconf-") == true else { return nil }
            let identifier = collection.hasSuffix("/servers") ? row["name"] : row["uuid"]
            return identifier?.stringValue.map { "\(collection)/\($0)" }
        }
    }
}

extension HTTPResponse {
    /// Changes each member of `data`.
    mutating func editData(_ change: (JSONValue) -> JSONValue) {
        guard status == 200, var object = json?.objectValue, let data = object["data"]?.objectValue else { return }
        object["data"] = .object(JSONObject(data.map { ($0.name, change($0.value)) }))
        body = Array(JSONValue.object(object).description.utf8)
    }
}

extension JSONValue {
    /// The object with another value for a member.
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        guard var object = objectValue else { return self }
        object[name] = value
        return .object(object)
    }

    /// The value with every value in it changed, the innermost first.
    func mapped(_ change: (JSONValue) -> JSONValue) -> JSONValue {
        switch self {
        case .object(let object): change(.object(JSONObject(object.map { ($0.name, $0.value.mapped(change)) })))
        case .array(let elements): change(.array(elements.map { $0.mapped(change) }))
        default: change(self)
        }
    }
}
