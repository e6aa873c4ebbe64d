import HTTPCore
import JSONCore
import LangBotContract

/// Scopes and expiry, which releases have since 4.10.7.
extension Mutants {
    static let keyLimits = [
        limited(
            "keys.shown-again",
            "A hashed key is shown again.",
            ["keys.secret.shown-once"],
            shownAgain()
        ),
        limited(
            "keys.scopes-ignored",
            "The scopes of a key are ignored.",
            ["keys.scope.denies"],
            creation { $0["scopes"] = nil }
        ),
        limited(
            "keys.scopes-deny-all",
            "A key with scopes is allowed nothing.",
            ["keys.scope.allows"],
            creation { if $0["scopes"] != nil { $0["scopes"] = [] } }
        ),
        limited(
            "keys.scope-makes-keys",
            "A key with scopes can create keys.",
            ["keys.scope.makes-no-key"],
            .requests { request, original in
                if request.isAboutKeys, original.hasIssuedKey(of: request) { request.signIn(original.userToken) }
            }
        ),
        limited(
            "keys.unknown-scopes",
            "Unknown scopes are accepted.",
            ["keys.scope.unknown"],
            creation { if $0["scopes"]?.arrayValue?.first == "lbconf.no-such-scope" { $0["scopes"] = nil } }
        ),
        limited(
            "keys.never-expire",
            "Keys never expire.",
            ["keys.expiry.expired", "keys.expiry.past", "keys.expiry.malformed"],
            creation { $0["expires_at"] = nil }
        ),
        limited(
            "keys.scopes-ignored-somewhere",
            "The scopes of a key are ignored on one operation.",
            ["keys.scope.denies.everywhere"],
            trusts(["pipeline.extensions.get"])
        ),
        limited(
            "keys.scopes-never-enough",
            "One operation refuses every key with scopes.",
            ["keys.scope.allows.everywhere"],
            Mutation(answer: { request, original in
                guard original.operationID(of: request) == "mcp_server.list", original.hasIssuedKey(of: request) else {
                    return original.answer(request)
                }
                return .envelope(403, -1, "Missing permission")
            })
        ),
        Mutant(
            "keys.workspace-chosen",
            "X-Workspace-Id leads a key into another workspace, which is empty.",
            ["keys.workspace"],
            .answers { request, response in
                guard request.fields.contains("x-workspace-id") else { return }
                response.editData { $0.arrayValue == nil ? $0 : [] }
            }
        ),
        limited(
            "secrets.provider-shown",
            "Whoever may see a provider sees its keys.",
            ["secrets.provider"],
            besides: Releases.documents,
            trusts(["provider.get", "provider.list"])
        ),
        limited(
            "secrets.bot-shown",
            "Whoever may list bots sees their configurations.",
            ["secrets.bot"],
            trusts(["bot.list"])
        ),
        limited(
            "secrets.mcp-server-shown",
            "An MCP server is shown with its Authorization.",
            ["secrets.mcp-server"],
            unmasked()
        ),
    ]

    /// Lets every issued key do whatever the first one may.
    private static func trusts(_ operations: Set<OperationID>) -> Mutation {
        .requests { request, original in
            guard let operation = original.operationID(of: request), operations.contains(operation) else { return }
            if original.hasIssuedKey(of: request) { request.authenticate(original.apiKey) }
        }
    }

    private static func unmasked() -> Mutation {
        let last = Locked("***")
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            var response = answer
            let headers = request.json?["extra_args"]?["headers"]
            if operation == "mcp_server.create", let value = headers?["Authorization"]?.stringValue {
                last.withLock { $0 = value }
            }
            if operation == "mcp_server.get" { response.replace("***", last.withLock { $0 }) }
            return response
        })
    }

    private static func limited(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        besides: Set<String> = [],
        _ mutation: @escaping @Sendable @autoclosure () -> Mutation
    ) -> Mutant {
        let reason = "keys have no scopes and no expiry here, or there is nothing that needs them"
        return Mutant(
            id,
            sentence,
            killers,
            equivalent: [.init(profiles: Releases.withoutLimits.union(["documented"]).union(besides), reason: reason)],
            mutation()
        )
    }

    private static func creation(_ change: @escaping @Sendable (inout JSONObject) -> Void) -> Mutation {
        .requests { request, original in
            if original.operation(of: request)?.id == "api_key.create" { request.edit(change) }
        }
    }

    private static func shownAgain() -> Mutation {
        let last = Locked("")
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            var response = answer
            if operation == "api_key.create", let key = response.json?["data"]?["key"]?["key"]?.stringValue {
                last.withLock { $0 = key }
            }
            if operation == "api_key.get" {
                let key = last.withLock { $0 }
                response.replace("\"name\":", "\"key\":\"\(key)\",\"name\":")
            }
            return response
        })
    }
}
