import Foundation
import HTTPCore
import LangBotMock

/// The grammar of Authorization.
extension Mutants {
    static let schemes = [
        Mutant(
            "scheme.searched",
            "A key anywhere in Authorization is accepted.",
            [
                "auth.scheme.absent", "auth.scheme.basic-bare", "auth.scheme.token", "auth.scheme.api-key",
                "auth.scheme.digest", "auth.scheme.doubled", "auth.scheme.prefixed", "auth.scheme.second",
                "auth.scheme.list", "auth.scheme.parameter", "auth.scheme.semicolon", "auth.scheme.quoted",
                "auth.scheme.two-tokens", "auth.scheme.tab", "auth.scheme.key", "auth.scheme.token-lower-case",
                "auth.scheme.x-api-key", "auth.scheme.jwt", "auth.scheme.oauth", "auth.scheme.unknown",
                "auth.scheme.others", "auth.scheme.colon", "auth.scheme.equals",
            ],
            .takesAuthorization { $0.contains($1) }
        ),
        Mutant(
            "scheme.no-scheme",
            "A key without a scheme is accepted.",
            ["auth.scheme.absent"],
            equivalent: [
                .init(profiles: Releases.all, reason: "every release accepts a key without a scheme anyway")
            ],
            .takesAuthorization { $0 == $1 }
        ),
        Mutant(
            "scheme.last-word",
            "The last word of Authorization is the key.",
            ["auth.scheme.token", "auth.scheme.second", "auth.scheme.two-tokens"],
            .takesAuthorization { value, key in value.split(separator: " ").last.map(String.init) == key }
        ),
        Mutant(
            "scheme.replaced",
            "Every Bearer is removed from Authorization, wherever it is.",
            ["auth.scheme.spliced", "auth.scheme.doubled", "auth.scheme.absent"],
            equivalent: [
                .init(
                    profiles: Releases.all,
                    reason: "every release does this; it is a known deviation"
                )
            ],
            .takesAuthorization { value, key in value.replacing("Bearer ", with: "") == key }
        ),
        Mutant(
            "scheme.basic",
            "A key in Basic credentials is accepted.",
            [
                "auth.scheme.basic-user", "auth.scheme.basic-password", "auth.scheme.basic-alone",
                "auth.scheme.basic-with-password", "auth.scheme.basic-with-user",
            ],
            .takesAuthorization { value, key in
                guard value.hasPrefix("Basic "), let data = Data(base64Encoded: String(value.dropFirst(6))) else {
                    return false
                }
                return String(decoding: data, as: UTF8.self).contains(key)
            }
        ),
        Mutant(
            "scheme.one-word",
            "A key after Session is accepted.",
            ["auth.scheme.others"],
            .takesAuthorization { $0 == "Session \($1)" }
        ),
        Mutant(
            "scheme.one-word-to-change",
            "A key after Session is accepted, but not to read.",
            ["auth.scheme.others"],
            .letsIn { request, original in
                request.method != .get && request.fields["authorization"] == "Session \(original.apiKey)"
            }
        ),
        Mutant(
            "scheme.account",
            "An account and its password in Basic credentials are accepted.",
            ["auth.scheme.account"],
            .letsIn { request, original in
                let pair = Data("\(original.mock.user):\(original.mock.password)".utf8).base64EncodedString()
                return request.fields["authorization"] == "Basic \(pair)"
            }
        ),
        Mutant(
            "scheme.case",
            "The scheme is case-sensitive.",
            ["auth.scheme.lower-case", "auth.scheme.upper-case"],
            .requests { request, _ in
                if let value = request.fields["authorization"], !value.hasPrefix("Bearer") { request.becomeAnonymous() }
            }
        ),
        Mutant(
            "scheme.one-space",
            "More than one space after the scheme is refused.",
            ["auth.scheme.two-spaces"],
            .requests { request, _ in
                if request.fields["authorization"]?.contains("  ") == true { request.becomeAnonymous() }
            }
        ),
    ]
}

/// The names of profiles.
enum Releases {
    /// The documents.
    static let documents: Set<String> = ["documented", "documented-4.10.7"]
    /// All releases.
    static let all: Set<String> = [
        "4.5.1", "4.5.4", "4.6.5", "4.7.2", "4.8.7", "4.9.7", "4.10.11", "4.11.2",
    ]
    /// Releases whose keys have no scopes and no expiry.
    static let withoutLimits: Set<String> = ["4.5.1", "4.5.4", "4.6.5", "4.7.2", "4.8.7", "4.9.7"]
    /// Releases where a knowledge base needs a signed-in user, or an engine that the mock does not have by itself.
    static let withoutOwnKnowledge: Set<String> = ["4.5.1", "4.5.4", "4.9.7", "4.10.11", "4.11.2"]
    /// Releases without providers.
    static let withoutProviders: Set<String> = ["4.5.1", "4.5.4", "4.6.5"]
}
