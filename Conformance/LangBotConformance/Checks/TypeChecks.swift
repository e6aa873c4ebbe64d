import JSONCore
import LangBotContract

/// The types of members, as LangBot's service API reference describes them.
enum TypeChecks {
    static let checks: [Check] = [
        .life("form.types", .must, "Resource: members of the documented types", .memberTypes, operations) {
            life,
            operation throws(Interruption) in
            let shown = operation.action == .list ? try life.row() : try life.item()
            let types = types[operation.resource] ?? [:]
            let wrong = types.sorted { $0.key < $1.key }.filter { name, type in
                shown[name].map { !$0.isNull && !type.matches($0) } ?? false
            }
            return Finding(
                wrong.isEmpty,
                expected: "the documented type of each member that is there",
                actual: wrong.isEmpty
                    ? "all of them" : wrong.map { "\($0.key) is no \($0.value.rawValue)" }.joined(separator: ", "),
                life.answer(to: operation)
            )
        },
        others,
    ]

    /// What else the reference describes and everybody may read: a release has only some of it.
    private static let others = Check(
        "form.reference",
        .should,
        "Answers of other operations: members of the documented types",
        .memberTypes
    ) { context throws(Interruption) in
        var seen: AnsweredProbe?
        for (path, member, types) in described {
            let sent = try await context.send(Probe("GET", Template(path)).apiKey())
            guard sent.reply.isSuccess, let data = sent.reply.data else { continue }
            seen = sent
            let objects = member.isEmpty ? [data] : data[member]?.arrayValue
            let wrong = objects.map { objects in
                objects.flatMap { object in
                    types.sorted { $0.key < $1.key }.filter { name, type in
                        object[name].map { !$0.isNull && !type.matches($0) } ?? false
                    }
                }
            }
            guard let first = wrong?.first else {
                guard wrong == nil else { continue }
                let actual = "no array in data.\(member) of \(path)"
                return Finding(false, expected: "an array in data.\(member)", actual: actual, sent)
            }
            return Finding(
                false,
                expected: "the documented type of each member that is there",
                actual: "\(first.key) of \(path) is no \(first.value.rawValue)",
                sent
            )
        }
        guard let seen else { throw .notApplicable("the server has none of these operations") }
        return Finding(true, expected: "the documented types", actual: "the documented types", seen)
    }

    /// Operations, the array in their data, if it is about its elements, and the types of members.
    private static let described: [(path: String, member: String, types: [String: JSONType])] = [
        (
            "/api/v1/system/info", "",
            [
                "version": .string, "debug": .boolean, "edition": .string, "enable_marketplace": .boolean,
                "cloud_service_url": .string, "allow_modify_login_info": .boolean,
                "disable_models_service": .boolean, "limitation": .object, "wizard_status": .string,
            ]
        ),
        (
            "/api/v1/provider/providers", "providers",
            [
                "uuid": .string, "name": .string, "requester": .string, "base_url": .string, "api_keys": .strings,
                "llm_count": .integer, "embedding_count": .integer, "created_at": .string, "updated_at": .string,
            ]
        ), ("/api/v1/knowledge/bases", "bases", [:]), ("/api/v1/knowledge/engines", "engines", [:]),
        ("/api/v1/knowledge/parsers", "parsers", [:]), ("/api/v1/plugins", "plugins", [:]),
        ("/api/v1/tools", "tools", ["name": .string, "spec": .object]),
    ]

    private static let operations = ResourceRecipe.all.filter { types[$0.resource] != nil }.flatMap {
        [$0.list, $0.read]
    }

    private enum JSONType: String {
        case string, integer, boolean, object
        case strings = "array of strings"

        func matches(_ value: JSONValue) -> Bool {
            switch self {
            case .string: value.stringValue != nil
            case .integer: value.integerValue != nil
            case .boolean: value.boolValue != nil
            case .object: value.objectValue != nil
            case .strings: value.arrayValue?.allSatisfy { $0.stringValue != nil } ?? false
            }
        }
    }

    private static let types: [Resource: [String: JSONType]] = [
        .llmModel: model.merging(["abilities": .strings]) { $1 },
        .embeddingModel: model,
        .bot: resource.merging(["adapter": .string, "config": .object]) { $1 },
        .pipeline: resource.merging(["config": .object, "is_default": .boolean]) { $1 },
    ]

    private static let resource: [String: JSONType] = [
        "uuid": .string, "name": .string, "description": .string, "created_at": .string, "updated_at": .string,
    ]

    private static let model = resource.merging([
        "requester": .string, "requester_config": .object, "provider_uuid": .string, "extra_args": .object,
        "prefered_ranking": .integer,
    ]) { $1 }
}
