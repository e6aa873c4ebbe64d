import JSONCore
import LangBotContract

/// What is shown of API keys: by themselves, in the list, and in the answer to their creation.
enum KeyShapeChecks {
    static let checks: [Check] = [
        Check(
            "keys.shown",
            .must,
            "New key: the same when created, listed and read, as it was sent",
            .manageKeys,
            needs: [.userToken, .writes]
        ) { context throws(Interruption) in
            try await context.withKey("shown") { key throws(Interruption) in
                let made = key.creation.reply.data?["key"]
                let read = try await context.send(Probe("GET", key.path).userToken())
                let list = try await context.send(Probe("GET", "/api/v1/apikeys").userToken())
                let others = [("by id", shown(read.reply), read), ("in the list", listed(key, list.reply), list)]
                for (place, other, sent) in others {
                    guard let other else { throw .untestable("the key is not shown \(place)") }
                    let wrong = ["id", "name", "description", "created_at"].filter { name in
                        made?[name] != nil && other[name] != nil && made?[name] != other[name]
                    }
                    guard wrong.isEmpty else {
                        let actual = "another \(wrong.joined(separator: ", ")) \(place)"
                        return Finding(false, expected: "the same values", actual: actual, sent)
                    }
                }
                let description = shown(read.reply)?["description"]
                return Finding(
                    description == nil || description == "created by langbot-conformance",
                    expected: "the description that was sent",
                    actual: "the description is \(description == nil ? "not shown" : "shown")",
                    read
                )
            }
        },
        Check(
            "keys.times",
            .must,
            "created_at and updated_at of a key: date-time texts, moved by an update",
            .dateTimes,
            needs: [.userToken, .writes]
        ) { context throws(Interruption) in
            try await context.withKey("times") { key throws(Interruption) in try await times(context, key) }
        },
    ]

    private static func times(_ context: CheckContext, _ key: MadeKey) async throws(Interruption) -> Finding {
        let read = Probe("GET", key.path).userToken()
        let list = try await context.send(Probe("GET", "/api/v1/apikeys").userToken())
        let before = try await context.send(read)
        let views = [(key.creation, key.creation.reply.data?["key"]), (list, listed(key, list.reply))]
        for (sent, view) in views + [(before, shown(before.reply))] {
            for name in ["created_at", "updated_at"] {
                guard let value = view?[name], !value.isNull, TimeChecks.date(value) == nil else { continue }
                return Finding(
                    false,
                    expected: "texts like 2024-01-01T00:00:00",
                    actual: "another form of \(name)",
                    sent
                )
            }
        }
        guard let first = shown(before.reply)?["updated_at"], !first.isNull else {
            throw .notApplicable("the server shows no updated_at of keys")
        }
        for number in 1...2 {
            // Some databases count seconds.
            if number > 1 { try? await Task.sleep(for: .milliseconds(1100)) }
            let content: JSONValue = ["name": .string(key.name), "description": .string("changed \(number)")]
            let update = try await context.send(
                Probe("PUT", key.path).userToken().json(Template(content.description))
            )
            guard update.reply.isSuccess else {
                throw .untestable("the server answered the update with \(update.reply.brief)")
            }
            let after = try await context.send(read)
            guard let now = shown(after.reply)?["updated_at"] else {
                throw .untestable("the server answered the same request with \(after.reply.brief)")
            }
            guard number == 2 || now != first else { continue }
            let isKept = shown(after.reply)?["created_at"] == shown(before.reply)?["created_at"]
            return Finding(
                now != first && isKept,
                expected: "another updated_at, and the same created_at",
                actual: now == first ? "the same updated_at" : isKept ? "as expected" : "another created_at",
                after
            )
        }
        throw .untestable("nothing was changed")
    }

    private static func shown(_ reply: Reply) -> JSONValue? { reply.isSuccess ? reply.data?["key"] : nil }

    private static func listed(_ key: MadeKey, _ reply: Reply) -> JSONValue? {
        reply.data?["keys"]?.arrayValue?.first { $0["id"]?.integerValue.map(String.init) == key.identifier }
    }
}
