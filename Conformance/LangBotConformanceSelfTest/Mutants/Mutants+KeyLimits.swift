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
    ]

    private static func limited(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        _ mutation: @escaping @Sendable @autoclosure () -> Mutation
    ) -> Mutant {
        let reason = "keys have no scopes and no expiry here; LangBot has them since 4.10.7"
        return Mutant(
            id,
            sentence,
            killers,
            equivalent: [.init(profiles: Releases.withoutLimits.union(["documented"]), reason: reason)],
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
