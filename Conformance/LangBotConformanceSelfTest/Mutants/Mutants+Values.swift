import Foundation
import HTTPCore
import JSONCore

/// Values that come back otherwise than they were written.
extension Mutants {
    static let values = [
        text("long-text", "Texts are cut at 100,000 characters.") { String($0.prefix(100_000)) },
        text("nul", "Texts end at the first NUL.") { String($0.prefix { $0 != "\0" }) },
        text("white-space", "Texts lose white space at their ends.") {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        },
        value("null", "Members that are null are dropped.") { value in
            guard let object = value.objectValue else { return value }
            return .object(JSONObject(object.filter { !$0.value.isNull }.map { ($0.name, $0.value) }))
        },
        value("empty", "Empty lists are dropped.") { $0 == [] ? .null : $0 },
        value("integers", "Whole numbers are stored as doubles.") { value in
            if case .integer(let number) = value { .double(Double(number)) } else { value }
        },
        value("fractions", "Fractions are rounded to two places.") { value in
            if case .double(let number) = value { .double((number * 100).rounded() / 100) } else { value }
        },
        value("booleans", "true and false are stored as numbers.") { value in
            if case .bool(let isTrue) = value { .integer(isTrue ? 1 : 0) } else { value }
        },
        value("lookalikes", "Texts of digits are stored as numbers.") { value in
            value.stringValue.flatMap { Int64($0) }.map(JSONValue.integer) ?? value
        },
        text("unicode", "Texts are brought into the composed form.") { $0.precomposedStringWithCanonicalMapping },
        text("markup", "Texts are HTML-escaped.") { $0.replacing("<", with: "&lt;") },
        text("case", "Texts are stored in lower case.") { $0.lowercased() },
        value("nested", "Objects are cut at some depth.") { value in
            value["next"]?["next"]?["next"]?["next"]?["next"] == nil ? value : ["next": "…"]
        },
        value("order", "Lists are stored without repetition.") { value in
            guard let elements = value.arrayValue else { return value }
            return .array(elements.enumerated().filter { !elements[..<$0.offset].contains($0.element) }.map(\.element))
        },
        value("names", "Dots in names become underscores.") { value in
            guard let object = value.objectValue else { return value }
            return .object(JSONObject(object.map { ($0.name.replacing(".", with: "_"), $0.value) }))
        },
        value("secrets", "Members named like secrets are masked.") { value in
            guard let object = value.objectValue else { return value }
            return .object(JSONObject(object.map { ($0.name, $0.name == "password" ? "***" : $0.value) }))
        },
        value("many", "Lists end after 100 elements.") { value in
            value.arrayValue.map { .array(Array($0.prefix(100))) } ?? value
        },
        other("big-integers", "integers", "Numbers beyond 64 bits are stored as doubles.") { value in
            if case .number(let text) = value, let double = Double(text) { .double(double) } else { value }
        },
        other("many-members", "many", "Objects end after 255 members.") { value in
            value.objectValue.map { .object(JSONObject($0.prefix(255).map { ($0.name, $0.value) })) } ?? value
        },
        other("depth", "nested", "Objects are cut at a depth of 64.") { value in
            depth(of: value) == 64 ? "…" : value
        },
        Mutant(
            "values.direct",
            "Members of a configuration that are null are dropped, those within them are not.",
            ["values.direct"],
            .requests { request, _ in
                guard [.post, .put].contains(request.method) else { return }
                request.edit { object in
                    for name in ["config", "adapter_config", "extra_args"] {
                        guard let bag = object[name]?.objectValue else { continue }
                        object[name] = .object(JSONObject(bag.filter { !$0.value.isNull }.map { ($0.name, $0.value) }))
                    }
                }
            }
        ),
        Mutant(
            "values.refused",
            "Free-form members with unknown names are refused.",
            ["values.accepted"],
            Mutation(answer: { request, original in
                [.post, .put].contains(request.method) && request.text.contains("\"lbconf\":")
                    ? .envelope(400, -1, "Unknown member") : original.answer(request)
            })
        ),
        Mutant(
            "values.not-at-creation",
            "Members of a creation are not stored as they are sent.",
            ["values.created"],
            .requests { request, _ in
                guard request.method == .post else { return }
                request.edit { if $0["name"] != nil, $0["description"] != nil { $0["description"] = "none" } }
            }
        ),
        Mutant(
            "values.numbers-limited",
            "How many passages a knowledge base finds is limited to ten.",
            ["values.members"],
            equivalent: [
                .init(profiles: Releases.withoutOwnKnowledge, reason: "the suite makes no knowledge base there")
            ],
            .requests { request, _ in
                request.edit { if let number = $0["top_k"]?.integerValue { $0["top_k"] = .integer(min(number, 10)) } }
            }
        ),
        Mutant(
            "values.always-enabled",
            "Bots cannot be switched off.",
            ["values.members"],
            .requests { request, _ in
                guard request.method == .put else { return }
                request.edit { if $0["enable"] != nil { $0["enable"] = true } }
            }
        ),
        Mutant(
            "values.name",
            "Names are HTML-escaped.",
            ["values.name"],
            .requests { request, _ in
                guard request.method == .put else { return }
                request.edit { object in
                    object["name"] = object["name"]?.stringValue.map { .string($0.replacing("<", with: "&lt;")) }
                }
            }
        ),
        Mutant(
            "values.description",
            "Descriptions are cut at 255 characters.",
            ["values.description"],
            .requests { request, _ in
                guard request.method == .put else { return }
                request.edit { object in
                    object["description"] = object["description"]?.stringValue.map { .string(String($0.prefix(255))) }
                }
            }
        ),
    ]

    private static func value(
        _ slug: String,
        _ sentence: String,
        _ change: @escaping @Sendable (JSONValue) -> JSONValue
    ) -> Mutant {
        Mutant("values.\(slug)", sentence, ["values.\(slug)"], .stores(change))
    }

    private static func text(
        _ slug: String,
        _ sentence: String,
        _ change: @escaping @Sendable (String) -> String
    ) -> Mutant {
        value(slug, sentence) { value in value.stringValue.map { .string(change($0)) } ?? value }
    }

    private static func other(
        _ slug: String,
        _ killer: String,
        _ sentence: String,
        _ change: @escaping @Sendable (JSONValue) -> JSONValue
    ) -> Mutant {
        Mutant("values.\(slug)", sentence, ["values.\(killer)"], .stores(change))
    }

    /// How many objects are in each other.
    private static func depth(of value: JSONValue) -> Int {
        value["next"].map { depth(of: $0) + 1 } ?? 0
    }
}
