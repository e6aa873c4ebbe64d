import HTTPCore
import JSONCore
import LangBotContract

/// What a request does beside what it is for, lists, times and identifiers.
extension Mutants {
    static let effects = creations + updates + lists + times + identities

    private static let creations = [
        Mutant(
            "effect.created-twice",
            "A creation makes two.",
            ["effect.create.once"],
            Mutation(answer: { request, original in
                if request.method == .post, !request.namesOne, !request.isAboutKeys, request.json?["name"] != nil {
                    var twin = request
                    if request.path.hasSuffix("/servers") {
                        twin.edit { $0["name"] = $0["name"]?.stringValue.map { .string("\($0)-twin") } }
                    }
                    _ = original.answer(twin)
                }
                return original.answer(request)
            })
        ),
        Mutant(
            "effect.created-beside",
            "The creation of a bot makes a pipeline, too.",
            ["effect.create.once"],
            Mutation(answer: { request, original in
                let response = original.answer(request)
                if request.method == .post, request.path == "/api/v1/platform/bots", response.status == 200 {
                    _ = original.ask(.post, pipelines, ["name": "Default", "description": "", "config": [:]])
                }
                return response
            })
        ),
        Mutant(
            "effect.creation-touches-sibling",
            "A creation changes another pipeline.",
            ["effect.create.siblings"],
            creation(in: pipelines)
        ),
        Mutant(
            "effect.creation-touches-another-kind",
            "The creation of a bot changes a pipeline.",
            ["effect.create.other-kinds"],
            creation(in: "/api/v1/platform/bots")
        ),
    ]

    private static let pipelines = "/api/v1/pipelines"

    /// A creation that changes the pipelines which were there before.
    private static func creation(in collection: String) -> Mutation {
        Mutation(answer: { request, original in
            guard request.method == .post, request.path == collection else { return original.answer(request) }
            // All of them: 4.11 also stores a pipeline whose creation it answers with 500.
            let others = original.paths(in: pipelines)
            let response = original.answer(request)
            if response.status == 200, let name = request.json?["name"] {
                for other in others { _ = original.ask(.put, other, ["description": name]) }
            }
            return response
        })
    }

    private static let updates = [
        Mutant(
            "effect.update-resets",
            "An update of a configuration empties the description.",
            ["effect.update.keeps-unnamed"],
            .requests { request, _ in
                guard request.method == .put, !request.isAboutKeys else { return }
                request.edit { object in
                    let isConfiguration = object["config"] != nil || object["adapter_config"] != nil
                    if isConfiguration, object["description"] == nil { object["description"] = "" }
                }
            }
        ),
        Mutant(
            "effect.update-unlisted",
            "Lists show what was there before the update.",
            ["effect.update.listed"],
            staleRows()
        ),
        Mutant(
            "effect.update-of-sibling",
            "An update changes the oldest resource of its kind, too.",
            ["effect.update.siblings"],
            .alsoDoes(.put) { request, original in
                guard let other = original.paths(in: request.collection).first, other != String(request.path) else {
                    return
                }
                _ = original.ask(.put, other, request.json)
            }
        ),
        Mutant(
            "effect.update-of-another-kind",
            "An update changes a pipeline, or a bot.",
            ["effect.update.other-kinds"],
            .alsoDoes(.put) { request, original in
                guard let other = original.paths(in: foreign(request)).first else { return }
                _ = original.ask(.put, other, ["description": "touched"])
            }
        ),
        Mutant(
            "effect.deletion-of-sibling",
            "A deletion deletes the oldest resource of its kind, too.",
            ["effect.delete.siblings"],
            .alsoDoes(.delete) { request, original in
                guard let other = original.paths(in: request.collection).first else { return }
                _ = original.ask(.delete, other)
            }
        ),
        Mutant(
            "effect.deletion-of-another-kind",
            "A deletion deletes a pipeline, or a bot.",
            ["effect.delete.other-kinds"],
            .alsoDoes(.delete) { request, original in
                guard let other = original.paths(in: foreign(request)).first else { return }
                _ = original.ask(.delete, other)
            }
        ),
        Mutant(
            "effect.deletion-of-keys",
            "The deletion of a bot deletes API keys.",
            ["effect.delete.keys"],
            .alsoDoes(.delete) { request, original in
                guard request.path.hasPrefix("/api/v1/platform/bots/") else { return }
                var list = HTTPRequest(.get, "/api/v1/apikeys")
                list.signIn(original.userToken)
                for key in original.answer(list).json?["data"]?["keys"]?.arrayValue ?? [] {
                    guard key["name"]?.stringValue?.hasPrefix("lbconf-") == true, let id = key["id"]?.integerValue
                    else { continue }
                    var deletion = HTTPRequest(.delete, "/api/v1/apikeys/\(id)")
                    deletion.signIn(original.userToken)
                    _ = original.answer(deletion)
                }
            }
        ),
        Mutant(
            "effect.deleted-shown",
            "Deleted resources are still shown.",
            ["effect.delete.unlisted"],
            staleItems()
        ),
    ]

    private static func foreign(_ request: HTTPRequest) -> String {
        request.isPipeline ? "/api/v1/platform/bots" : pipelines
    }

    private static func staleRows() -> Mutation {
        let first = Locked<[String: JSONValue]>([:])
        return .rows { rows in
            rows.map { row in
                guard let uuid = row["uuid"]?.stringValue else { return row }
                return first.withLock { first in
                    first[uuid] = first[uuid] ?? row
                    return first[uuid] ?? row
                }
            }
        }
    }

    private static func staleItems() -> Mutation {
        let shown = Locked<[String: HTTPResponse]>([:])
        return Mutation(answer: { request, original in
            let response = original.answer(request)
            guard request.method == .get, request.namesOne || request.isPipeline, !request.isAnonymous else {
                return response
            }
            let path = String(request.path)
            return shown.withLock { shown in
                if response.status == 200 { shown[path] = response }
                return shown[path] ?? response
            }
        })
    }

    // MARK: - Lists

    private static let lists = [
        Mutant(
            "list.foreign-row",
            "Lists show a resource that cannot be read.",
            ["list.items"],
            .rows { $0 + [["uuid": "99999999-2222-4333-8444-555555555555", "name": "somebody else's"]] }
        ),
        Mutant("list.twice", "Lists show the last resource twice.", ["list.distinct"], .rows { $0 + $0.suffix(1) }),
        Mutant(
            "list.other-values",
            "Lists show another name than reading the resource.",
            ["list.same-as-item"],
            .shows(items: false) { $0["created_at"] = "2026-01-01T00:00:00" }
        ),
        Mutant(
            "list.more-members",
            "Lists show a member that resources by themselves lack.",
            ["list.members"],
            .shows(lists: false) { $0["updated_at"] = nil }
        ),
        Mutant(
            "list.by-name",
            "Lists show one of all resources of a name.",
            ["list.namesakes"],
            .rows { rows in
                var seen: Set<String> = []
                return rows.filter { seen.insert($0["name"]?.stringValue ?? "").inserted }
            }
        ),
        Mutant(
            "list.unsorted",
            "Lists that are asked to be sorted lose their last resource.",
            ["query.sorted"],
            .answers(of: ["pipeline.list"]) { request, response in
                guard request.query?.contains("sort_order=DESC") == true else { return }
                response.editData { .array(Array(($0.arrayValue ?? []).dropLast())) }
            }
        ),
        Mutant("list.ten", "Lists show the first ten.", ["list.complete"], .rows { Array($0.prefix(10)) }),
        Mutant(
            "list.without-first",
            "Lists of more than ten miss their first.",
            ["list.complete"],
            .rows { $0.count > 10 ? Array($0.dropFirst()) : $0 }
        ),
        Mutant(
            "list.hundred",
            "Lists show the first hundred.",
            ["list.complete.hundred"],
            .rows { Array($0.prefix(100)) }
        ),
        Mutant("list.fifty", "Lists show the first fifty.", ["list.complete.many"], .rows { Array($0.prefix(50)) }),
    ]

    // MARK: - Times

    private static let times = [
        Mutant(
            "times.numbers",
            "Times are numbers.",
            ["times.form"],
            .shows { for name in ["created_at", "updated_at"] where $0[name] != nil { $0[name] = 1_764_194_400 } }
        ),
        Mutant(
            "times.epoch",
            "Everything was created in 1970.",
            ["times.now"],
            .shows { if $0["created_at"] != nil { $0["created_at"] = "1970-01-01T00:00:00" } }
        ),
        Mutant(
            "times.before",
            "Everything was updated before it was created.",
            ["times.order"],
            .shows { if $0["updated_at"] != nil { $0["updated_at"] = "2001-01-01T00:00:00" } }
        ),
        Mutant(
            "times.created-moves",
            "An update moves created_at.",
            ["times.created-kept"],
            .shows { object in
                guard let text = object["description"]?.stringValue ?? object["extra_args"]?.description, !text.isEmpty,
                    text.contains("lbconf") || text.contains("Grüße") || text.contains("changed"),
                    object["created_at"] != nil
                else { return }
                object["created_at"] = .string("2026-11-26T00:00:0\(text.utf8.count % 10)")
            }
        ),
        Mutant(
            "times.frozen",
            "updated_at stays at created_at.",
            ["times.updated"],
            .shows { if let created = $0["created_at"] { $0["updated_at"] = created } }
        ),
        Mutant(
            "times.frozen-in-lists",
            "In lists updated_at stays at created_at.",
            ["times.updated"],
            .shows(items: false) { if let created = $0["created_at"] { $0["updated_at"] = created } }
        ),
        Mutant("times.of-the-answer", "updated_at moves with every answer.", ["times.updated"], moving()),
        Mutant(
            "times.created-follows",
            "created_at moves along with updated_at.",
            ["times.updated"],
            .shows { if let updated = $0["updated_at"] { $0["created_at"] = updated } }
        ),
        Mutant(
            "times.other-zone",
            "Times are marked with a zone that they are not in.",
            ["times.now"],
            .shows { object in
                for name in ["created_at", "updated_at"] {
                    guard let text = object[name]?.stringValue, !text.hasSuffix("Z"), !text.contains("+") else {
                        continue
                    }
                    object[name] = .string("\(text)+08:00")
                }
            }
        ),
    ]

    private static func moving() -> Mutation {
        let answers = Locked(1000)
        return .shows(lists: false) { object in
            guard let text = object["updated_at"]?.stringValue else { return }
            let count = answers.withLock { count in
                count += 1
                return count
            }
            object["updated_at"] = .string("\(text.prefix(19)).\(count)")
        }
    }

    // MARK: - Identifiers

    private static let identities = [
        named("identity.part", "The beginning of an identifier is enough.", ["identity.part"]) { $1.hasPrefix($0) },
        named("identity.more", "More than an identifier is accepted.", ["identity.more"]) { $0.hasPrefix($1) },
        named("identity.case", "The case of identifiers does not matter.", ["identity.case"]) {
            $0.lowercased() == $1.lowercased()
        },
        Mutant(
            "identity.name",
            "A resource answers to its name, too.",
            ["identity.name"],
            .requests { request, original in
                guard let given = request.path.split(separator: "/").last, given.hasPrefix("lbconf-"),
                    !request.isAnonymous, !request.collection.hasSuffix("/servers")
                else { return }
                let named = original.rows(in: request.collection).first { $0["name"]?.stringValue == String(given) }
                if let uuid = named?["uuid"]?.stringValue { request.target = "\(request.collection)/\(uuid)" }
            }
        ),
        Mutant(
            "identity.position",
            "The place of a resource in its list is accepted as its identifier.",
            ["identity.name"],
            .requests { request, original in
                guard !request.isAnonymous, request.method == .get,
                    let index = request.path.split(separator: "/").last.flatMap({ Int($0) })
                else { return }
                let rows = original.rows(in: request.collection)
                if rows.indices.contains(index), let uuid = rows[index]["uuid"]?.stringValue {
                    request.target = "\(request.collection)/\(uuid)"
                }
            }
        ),
        Mutant(
            "identity.segment-more",
            "What follows an identifier does not matter.",
            ["identity.more"],
            .requests { request, _ in
                if !request.isAnonymous, request.target.hasSuffix("/lbconf") { request.target.removeLast(7) }
            }
        ),
        Mutant(
            "identity.other-kind",
            "Bots and models are answered as pipelines.",
            ["identity.other-kind"],
            Mutation(answer: { request, original in
                let response = original.answer(request)
                guard request.isPipeline, response.status != 200, !request.isAnonymous,
                    let identifier = request.path.split(separator: "/").last
                else { return response }
                for collection in ["/api/v1/platform/bots", "/api/v1/provider/models/llm"] {
                    let other = original.ask(request.method, "\(collection)/\(identifier)", request.json)
                    if other.status == 200 { return other }
                }
                return response
            })
        ),
    ]

    /// Takes for an identifier what is like one.
    private static func named(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        _ isLike: @escaping @Sendable (_ given: String, _ identifier: String) -> Bool
    ) -> Mutant {
        Mutant(
            id,
            sentence,
            killers,
            .requests { request, original in
                guard request.namesOne || request.isPipeline, !request.isAboutKeys, !request.isAnonymous,
                    let given = request.path.split(separator: "/").last, given.utf8.count > 3
                else { return }
                let paths = original.paths(in: request.collection)
                let full = paths.first { path in
                    path.split(separator: "/").last.map { $0 != given && isLike(String(given), String($0)) } ?? false
                }
                if let full, !paths.contains(String(request.path)) { request.target = full }
            }
        )
    }
}
