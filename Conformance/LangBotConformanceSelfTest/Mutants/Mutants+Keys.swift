import HTTPCore
import JSONCore
import LangBotContract

/// The life of keys.
extension Mutants {
    static let keys = [
        Mutant(
            "list.api-keys.cut",
            "The list of API keys ends after 25.",
            ["list.api-keys.complete"],
            .rows(of: ["api_key.list"]) { Array($0.prefix(25)) }
        ),
        Mutant(
            "list.api-keys.foreign",
            "The list of API keys shows one that is another tenant's.",
            ["list.api-keys.items"],
            .rows(of: ["api_key.list"]) { $0 + [["id": 987_654, "name": "foreign"]] }
        ),
        Mutant("keys.prefix", "A new key has another prefix.", ["keys.create.prefix"], created { "x\($0)" }),
        Mutant(
            "keys.short",
            "A new key is short.",
            ["keys.create.strength"],
            created { String($0.prefix(12)) }
        ),
        Mutant(
            "keys.alphabet",
            "A new key has characters that need encoding in a URL.",
            ["keys.create.alphabet"],
            created { "\($0)+/=" }
        ),
        Mutant("keys.alike", "All new keys are the same.", ["keys.create.unique"], alike()),
        Mutant(
            "keys.unlisted",
            "A new key is not listed.",
            ["keys.listed"],
            Mutation(answer: { request, original in
                let (answer, operation) = original.answerAndOperation(request)
                guard operation == "api_key.list", answer.status == 200, request.method == .get,
                    let keys = answer.json?["data"]?["keys"]?.arrayValue
                else { return answer }
                var response = answer
                let json: JSONValue = ["code": 0, "data": ["keys": .array(Array(keys.prefix(1)))], "msg": "ok"]
                response.body = Array(json.description.utf8)
                return response
            })
        ),
        Mutant(
            "keys.other-in-list",
            "The list of API keys shows no descriptions.",
            ["keys.shown"],
            .rows(of: ["api_key.list"]) { $0.map { $0.with("description", "") } }
        ),
        Mutant(
            "keys.times.frozen",
            "updated_at of a key stays at created_at.",
            ["keys.times"],
            .answers(of: ["api_key.get"]) { _, response in
                response.editData { $0.with("updated_at", $0["created_at"] ?? .null) }
            }
        ),
        Mutant(
            "keys.times.numbers",
            "The list of API keys shows times as numbers.",
            ["keys.times"],
            .rows(of: ["api_key.list"]) { $0.map { $0.with("created_at", 1_764_194_400) } }
        ),
        Mutant(
            "keys.not-to-be-viewed",
            "A key cannot be read by id.",
            ["keys.viewed"],
            .answers(of: ["api_key.get"]) { _, response in response = .envelope(404, -1, "Not found") }
        ),
        Mutant(
            "keys.nameless",
            "A key needs no name.",
            ["keys.create.without-name"],
            .requests { request, original in
                guard original.operation(of: request)?.id == "api_key.create" else { return }
                request.edit { $0["name"] = $0["name"] ?? "nameless" }
            }
        ),
        Mutant(
            "keys.late",
            "A new key is not accepted at once.",
            ["keys.use.x-api-key"],
            .requests { request, original in
                if original.hasIssuedKey(of: request) { request.authenticate("lbk_no") }
            }
        ),
        Mutant(
            "keys.late-in-authorization",
            "A new key is not accepted at once in Authorization.",
            ["keys.use.authorization"],
            .requests { request, original in
                if let key = request.bearer, key.hasPrefix("lbk_"), original.hasIssued(key) {
                    request.authenticate("lbk_no")
                }
            }
        ),
        Mutant(
            "keys.rename-forgotten",
            "Renaming a key has no effect.",
            ["keys.rename"],
            .requests { request, original in
                guard original.operation(of: request)?.id == "api_key.update" else { return }
                request.edit { $0["name"] = nil }
            }
        ),
        Mutant(
            "keys.same-name-refused",
            "Two keys with the same name are refused.",
            ["keys.same-name"],
            Mutation(answer: { request, original in
                guard original.operation(of: request)?.id == "api_key.update", !request.isAnonymous,
                    request.json?["name"]?.stringValue?.hasSuffix("-renamed") == false
                else { return original.answer(request) }
                return .envelope(409, -1, "There is a key of that name")
            })
        ),
        Mutant(
            "keys.deletion-forgotten",
            "A deleted key stays valid.",
            [
                "keys.delete.x-api-key", "keys.delete.authorization", "keys.delete.open-connection",
                "keys.delete.gone", "keys.delete.race",
            ],
            .requests { request, original in
                if original.operation(of: request)?.id == "api_key.delete" { request.method = .get }
            }
        ),
        Mutant(
            "keys.deletion-of-all",
            "Deleting a key deletes all others.",
            ["keys.delete.other-key"],
            deletesAll()
        ),
        Mutant(
            "keys.deleted-told-apart",
            "The message for a deleted key says that it was deleted.",
            ["leak.deleted-key"],
            Mutation(answer: { request, original in
                var response = original.answer(request)
                if response.status == 401, original.hasIssuedKey(of: request) {
                    response.replace("\"msg\":\"", "\"msg\":\"Deleted: ")
                }
                return response
            })
        ),
        Mutant(
            "keys.deletion-late",
            "A deleted key stays valid for 24 more requests.",
            ["keys.delete.race", "keys.delete.x-api-key"],
            deletesLate()
        ),
    ]

    /// Returns a different key than the created one.
    private static func created(_ change: @escaping @Sendable (String) -> String) -> Mutation {
        .answers(of: ["api_key.create"]) { _, response in
            guard let key = response.json?["data"]?["key"]?["key"]?.stringValue else { return }
            response.replace("\"\(key)\"", "\"\(change(key))\"")
        }
    }

    private static func alike() -> Mutation {
        let first = Locked<String?>(nil)
        return created { key in
            first.withLock { first in
                let one = first ?? key
                first = one
                return one
            }
        }
    }

    private static func deletesAll() -> Mutation {
        let gone = Locked<Set<String>>([])
        return .requests { request, original in
            if original.operation(of: request)?.id == "api_key.delete", request.bearer != nil {
                let issued = original.issued.withLock { $0 }
                gone.withLock { $0.formUnion(issued.filter { $0.hasPrefix("lbk_") }) }
            }
            if let key = request.fields["x-api-key"], gone.withLock({ $0.contains(key) }) {
                request.authenticate("lbk_no")
            }
        }
    }

    /// Answers a deletion at once, and carries it out after 24 more requests.
    private static func deletesLate() -> Mutation {
        let waiting = Locked<[(request: HTTPRequest, count: Int)]>([])
        return Mutation(answer: { request, original in
            let due = waiting.withLock { waiting in
                for index in waiting.indices { waiting[index].count -= 1 }
                defer { waiting.removeAll { $0.count <= 0 } }
                return waiting.filter { $0.count <= 0 }.map(\.request)
            }
            for request in due { _ = original.answer(request) }
            guard original.operation(of: request)?.id == "api_key.delete",
                request.bearer.map(original.hasIssued) == true
            else { return original.answer(request) }
            var look = request
            look.method = .get
            guard original.answer(look).status == 200 else { return original.answer(request) }
            waiting.withLock { $0.append((request, 24)) }
            return .bots
        })
    }
}
