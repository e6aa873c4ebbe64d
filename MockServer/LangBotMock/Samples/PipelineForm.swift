import JSONCore
import LangBotContract

/// Makes the description of a pipeline's configuration, for forms, from ``PipelineFields``.
enum PipelineForm {
    static func metadata(_ release: Release) -> JSONValue {
        var sections: [JSONObject] = []
        for line in PipelineFields.rows.split(separator: "\n") {
            guard let row = Row(line), row.isIn(release) else { continue }
            let members = row.members
            switch row.path.count {
            case 1: sections.append(members.merging(["stages": []]))
            case 2: append(members.merging(["config": []]), to: "stages", of: &sections)
            default:
                guard var section = sections.popLast(), var stages = section["stages"]?.arrayValue else { break }
                var last = [stages.popLast()?.objectValue ?? [:]]
                append(members, to: "config", of: &last)
                section["stages"] = .array(stages + last.map(JSONValue.object))
                sections.append(section)
            }
        }
        return .array(sections.map { .object($0.sortedByName()) })
    }

    private static func append(_ member: JSONObject, to list: String, of owners: inout [JSONObject]) {
        guard var owner = owners.popLast() else { return }
        owner[list] = .array((owner[list]?.arrayValue ?? []) + [.object(member.sortedByName())])
        owners.append(owner)
    }

    private struct Row {
        let path: [Substring]
        private let since: Substring
        private let until: Substring
        private let known: JSONObject

        init?(_ line: Substring) {
            let parts = line.split(separator: " ", maxSplits: 3)
            guard parts.count == 4, let known = (try? JSONValue(parsing: String(parts[3])))?.objectValue else {
                return nil
            }
            (since, until, path) = (parts[0], parts[1], parts[2].split(separator: "/"))
            self.known = known
        }

        func isIn(_ release: Release) -> Bool {
            guard let since = Release(rawValue: String(since)), since <= release else { return false }
            return Release(rawValue: String(until)).map { release < $0 } ?? true
        }

        var members: JSONObject {
            let name = String(path.last ?? "")
            var members = JSONObject(known.map { ($0.name, PipelineForm.told($0.value, name, $0.name)) })
            members["name"] = .string(name)
            if known["label"] == nil { members["label"] = PipelineForm.text(PipelineForm.title(name), "+") }
            return members
        }
    }

    /// The value with texts in place of their signs.
    private static func told(_ value: JSONValue, _ name: String, _ member: String) -> JSONValue {
        switch value {
        case "+", "*":
            let title = title(name)
            return text(member == "label" ? title : "What \(title.lowercased()) is", value.stringValue ?? "+")
        case .array(let items) where member == "options": return .array(items.map(option))
        case .array(let items): return .array(items.map { told($0, name, member) })
        case .object(let object): return .object(JSONObject(object.map { ($0.name, told($0.value, name, $0.name)) }))
        default: return value
        }
    }

    private static func option(_ value: JSONValue) -> JSONValue {
        let name = value.stringValue ?? value["name"]?.stringValue ?? ""
        let label = text(title(name), "+")
        guard let given = value.objectValue else { return ["label": label, "name": .string(name)] }
        let members = JSONObject(given.map { ($0.name, told($0.value, name, $0.name)) })
        return .object((["label": label] as JSONObject).merging(members).sortedByName())
    }

    private static func title(_ name: String) -> String {
        let words = name.split { "-_".contains($0) }.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func text(_ text: String, _ sign: String) -> JSONValue {
        let languages =
            sign == "*"
            ? ["en_US", "es_ES", "ja_JP", "ru_RU", "th_TH", "vi_VN", "zh_Hans", "zh_Hant"] : ["en_US", "zh_Hans"]
        return .object(JSONObject(languages.map { ($0, .string(text)) }))
    }
}
