import HTTPCore
import JSONCore
import LangBotContract

/// The form of answers to every operation.
extension Mutants {
    static let forms = [
        Mutant(
            "form.created",
            "A creation is answered with 201.",
            ["form.status", "every.success-status"],
            .status([200], 201) { $0.method == .post && !$0.isAboutKeys && !$0.path.contains("/user/") }
        ),
        Mutant(
            "form.update-without-message",
            "The answer to an update has no message.",
            ["form.envelope", "every.success-message"],
            .answers { request, response in
                guard request.method == .put, response.status == 200 else { return }
                response = HTTPResponse(
                    status: 200,
                    fields: response.fields,
                    body: Array("{\"code\":0,\"data\":null}".utf8)
                )
            }
        ),
        Mutant(
            "form.item-as-text",
            "Items are declared as text; lists are not.",
            ["form.media-type", "every.success-type"],
            .answers { request, response in
                if request.method == .get, request.namesOne || request.isPipeline, response.status == 200 {
                    response.fields.set("Content-Type", "text/plain")
                }
            }
        ),
        Mutant(
            "form.deletion-without-content",
            "A deletion is answered with 200 and nothing.",
            ["form.encoding", "form.envelope"],
            .answers { request, response in
                if request.method == .delete, response.status == 200, !request.isAboutKeys { response.body = [] }
            }
        ),
        Mutant(
            "form.data-in-list",
            "An updated resource is answered with a list.",
            ["form.data"],
            .answers { request, response in
                guard request.method == .put, response.status == 200, var object = response.json?.objectValue else {
                    return
                }
                object["data"] = []
                response.body = Array(JSONValue.object(object).description.utf8)
            }
        ),
        Mutant(
            "form.update-without-data",
            "The answer to an update has no data.",
            ["form.data"],
            .answers { request, response in
                guard request.method == .put, response.status == 200, var object = response.json?.objectValue else {
                    return
                }
                object["data"] = nil
                response.body = Array(JSONValue.object(object).description.utf8)
            }
        ),
        Mutant(
            "form.other-encoding",
            "Items are declared as JSON in another encoding than UTF-8.",
            ["every.success-type"],
            .answers { request, response in
                if request.method == .get, request.namesOne || request.isPipeline, response.status == 200 {
                    response.fields.set("Content-Type", "application/json; charset=gbk")
                }
            }
        ),
        Mutant(
            "form.no-update-time",
            "Resources have no updated_at.",
            ["form.members"],
            .shows { $0["updated_at"] = nil }
        ),
        Mutant(
            "form.number-for-boolean",
            "Pipelines say with 1 or 0 whether they are the default.",
            ["form.types"],
            .shows { if let value = $0["is_default"]?.boolValue { $0["is_default"] = value ? 1 : 0 } }
        ),
        Mutant(
            "form.text-for-boolean",
            "The server says by a text whether it is in debug mode.",
            ["form.reference"],
            .answers(of: ["system.info"]) { _, response in
                for value in ["true", "false"] {
                    response.replace("\"debug\":\(value)", "\"debug\":\"\(value)\"")
                }
            }
        ),
        Mutant(
            "form.code-twice",
            "Successes have two codes.",
            ["every.duplicate-members"],
            .replaces([200], "{\"code\":0,", "{\"code\":-1,\"code\":0,")
        ),
        Mutant(
            "form.cacheable",
            "Caches may keep what is shown.",
            ["every.cacheable"],
            .answers { _, response in
                if response.status == 200 { response.fields.set("Cache-Control", "public, max-age=600") }
            }
        ),
        reflects("cors.reflected", "Every origin may read with credentials.") { _, _ in true },
        reflects("cors.reflected-ending", "Origins that end in the server's host may read with credentials.") {
            $0.hasSuffix($1)
        },
        reflects("cors.reflected-beginning", "Origins that begin with the server's name may read with credentials.") {
            $0.hasPrefix("https://" + $1.prefix { $0 != ":" })
        },
        Mutant(
            "method.overridden",
            "X-HTTP-Method-Override turns a POST into a DELETE.",
            ["method.override.change"],
            .requests { request, _ in
                guard request.method == .post, let method = request.fields["x-http-method-override"] else { return }
                request.method = HTTPMethod(rawValue: method)
            }
        ),
        Mutant(
            "bypass.methods",
            "Requests with methods that nobody expects need no credential.",
            ["bypass.method.lists", "bypass.method.item", "bypass.method.change", "bypass.method.create"],
            .requests { request, original in
                let name = request.method.rawValue
                guard request.isAnonymous, name != name.uppercased() else { return }
                request.method = HTTPMethod(rawValue: name.uppercased())
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "key.anywhere",
            "A key is taken from any field.",
            ["auth.channel.everywhere"],
            .letsIn { request, original in request.fields.contains { $0.value == original.apiKey } }
        ),
        Mutant(
            "key.almost",
            "The beginning of a key is enough for single resources.",
            ["auth.key.near.everywhere"],
            .letsIn { request, original in
                guard request.namesOne, let key = request.fields["x-api-key"] else { return false }
                return key.utf8.count > 4 && key != original.apiKey && original.apiKey.hasPrefix(key)
            }
        ),
        Mutant(
            "keys.created-twice",
            "Creating a key makes two.",
            ["keys.create.once"],
            Mutation(answer: { request, original in
                if request.method == .post, request.isAboutKeys { _ = original.answer(request) }
                return original.answer(request)
            })
        ),
        Mutant(
            "token.anywhere",
            "A user token is taken from any field.",
            ["user-token.elsewhere"],
            .requests { request, original in
                guard request.bearer == nil, request.fields.contains(where: { original.hasIssued($0.value) }) else {
                    return
                }
                request.signIn(original.userToken)
            }
        ),
        Mutant(
            "key.either",
            "Of two credentials, one has to be right.",
            [
                "auth.wrong-beside.x-api-key", "auth.wrong-beside.user-token", "auth.wrong-beside.everywhere",
            ],
            .requests { request, original in
                guard let bearer = request.bearer, request.fields.contains("x-api-key") else { return }
                if bearer == original.apiKey || original.hasIssued(bearer) { request.fields.remove("X-API-Key") }
            }
        ),
        Mutant(
            "keys.deleted-creates",
            "Deleted keys go on creating.",
            ["keys.delete.creation"],
            .requests { request, original in
                if request.method == .post, original.hasIssuedKey(of: request) { request.authenticate(original.apiKey) }
            }
        ),
        Mutant(
            "keys.resurrected",
            "A deleted key is refused once.",
            ["keys.delete.stays"],
            resurrected()
        ),
        Mutant(
            "keys.sequential",
            "New keys count up.",
            ["keys.create.guessable"],
            sequential()
        ),
    ]

    private static func reflects(
        _ id: String,
        _ sentence: String,
        _ isTrusted: @escaping @Sendable (_ origin: String, _ host: String) -> Bool
    ) -> Mutant {
        Mutant(
            id,
            sentence,
            ["cors.no-reflection"],
            .answers { request, response in
                guard let origin = request.fields["origin"], isTrusted(origin, request.fields["host"] ?? "") else {
                    return
                }
                response.fields.set("Access-Control-Allow-Origin", origin)
                response.fields.set("Access-Control-Allow-Credentials", "true")
            }
        )
    }

    private static func resurrected() -> Mutation {
        let refused = Locked<Set<String>>([])
        return Mutation(answer: { request, original in
            let response = original.answer(request)
            guard let key = request.fields["x-api-key"], original.hasIssued(key), response.status == 401 else {
                return response
            }
            let isFirst = refused.withLock { $0.insert(key).inserted }
            guard !isFirst else { return response }
            var again = request
            again.authenticate(original.apiKey)
            return original.answer(again)
        })
    }

    private static func sequential() -> Mutation {
        let count = Locked(100_000)
        return .answers { request, response in
            guard request.method == .post, request.isAboutKeys,
                let key = response.json?["data"]?["key"]?["key"]?.stringValue
            else { return }
            let number = count.withLock { count in
                count += 1
                return count
            }
            response.replace(key, "lbk_" + String(repeating: "k", count: 37) + String(number))
        }
    }
}
