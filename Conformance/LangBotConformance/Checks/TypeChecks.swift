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
        }
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
