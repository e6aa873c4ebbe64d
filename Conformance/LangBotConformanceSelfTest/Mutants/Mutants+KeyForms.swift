import Foundation
import HTTPCore

/// Malformed keys and near misses.
extension Mutants {
    static let keyForms = [
        Mutant(
            "key.anything",
            "Any X-API-Key is accepted.",
            [
                "auth.x-api-key.unknown.status", "auth.key.other-prefix", "auth.key.prefix-only", "auth.key.json-array",
                "auth.key.null", "auth.key.undefined", "auth.key.true", "auth.key.zero", "auth.key.sql-injection",
                "auth.key.non-ascii", "auth.key.long-1k", "auth.key.long-8k", "wire.latin1", "wire.invalid-utf8",
            ],
            .takesKey { value, _ in !value.isEmpty }
        ),
        Mutant(
            "key.any-after-bearer",
            "Any token that starts with lbk_ is accepted.",
            ["auth.bearer.unknown.status"],
            .letsIn { request, _ in request.bearer?.hasPrefix("lbk_") ?? false }
        ),
        Mutant(
            "key.sample",
            "The sample key of LangBot's guide is accepted after Bearer.",
            ["auth.key.sample"],
            .letsIn { request, _ in request.bearer == "lbk_your_api_key_here" }
        ),
        Mutant(
            "key.prefix-is-enough",
            "The start of a key is accepted.",
            ["auth.key.truncated", "auth.key.first-half", "auth.key.prefix-only"],
            .takesKey { value, key in !value.isEmpty && key.hasPrefix(value) }
        ),
        Mutant(
            "key.more-is-ignored",
            "Text after a key is ignored.",
            [
                "auth.key.extended", "auth.key.encoded-space", "auth.key.encoded-nul", "auth.duplicate.comma-joined",
            ],
            .takesKey { value, key in value.hasPrefix(key) }
        ),
        Mutant(
            "key.case-is-ignored",
            "Keys are compared case-insensitively.",
            ["auth.key.case-swapped"],
            .takesKey { value, key in value.lowercased() == key.lowercased() }
        ),
        Mutant(
            "key.end-is-enough",
            "Only the end of a key is compared.",
            ["auth.key.first-changed", "auth.key.middle-changed"],
            .takesKey { value, key in value.count == key.count && value.suffix(5) == key.suffix(5) }
        ),
        Mutant(
            "key.last-is-ignored",
            "The last character of a key is not compared.",
            ["auth.key.last-changed", "auth.key.truncated"],
            .takesKey { value, key in value.prefix(key.count - 1) == key.dropLast() }
        ),
        Mutant(
            "key.quotes-are-stripped",
            "Quotation marks around a key are stripped.",
            ["auth.key.double-quotes", "auth.key.single-quotes"],
            .takesKey { value, key in
                value.count == key.count + 2 && value.first == value.last && value.contains(key)
            }
        ),
        Mutant(
            "key.other-notations",
            "A key is accepted in Base64, and without its prefix.",
            ["auth.key.base64", "auth.key.without-prefix"],
            .takesKey { value, key in
                "lbk_\(value)" == key || Data(base64Encoded: value).map { Array($0) == Array(key.utf8) } ?? false
            }
        ),
        Mutant(
            "key.scheme-is-stripped",
            "A scheme in X-API-Key is stripped.",
            ["auth.key.with-scheme"],
            .takesKey { value, key in value == "Bearer \(key)" }
        ),
        Mutant(
            "key.wildcards",
            "Keys are looked up with LIKE.",
            ["auth.key.sql-wildcard", "auth.key.sql-single-wildcard"],
            .takesKey { value, _ in value == "%" || value.contains("___") }
        ),
        Mutant(
            "key.empty",
            "An empty X-API-Key is accepted.",
            ["auth.x-api-key.empty", "auth.x-api-key.blank"],
            .takesKey { value, _ in value.isEmpty }
        ),
        Mutant(
            "key.empty-authorization",
            "An Authorization without a token is accepted.",
            ["auth.authorization.empty", "auth.authorization.no-token", "auth.authorization.blank-token"],
            .takesAuthorization { value, _ in value.isEmpty || value == "Bearer" }
        ),
        Mutant(
            "key.null-byte-ends-it",
            "A key ends at a NUL.",
            ["wire.nul"],
            .overlooks([.fieldValue])
        ),
        Mutant(
            "key.name-is-exact",
            "The name X-API-Key is case-sensitive.",
            [
                "auth.field-name.x-api-key.lower-case", "auth.field-name.x-api-key.upper-case",
                "auth.field-name.x-api-key.mixed-case",
            ],
            .requests { request, _ in
                if !request.fields.contains(where: { $0.name == "X-API-Key" }) { request.fields.remove("X-API-Key") }
            }
        ),
        Mutant(
            "key.authorization-name-is-exact",
            "The name Authorization is case-sensitive.",
            ["auth.field-name.authorization.lower-case", "auth.field-name.authorization.upper-case"],
            .requests { request, _ in
                if !request.fields.contains(where: { $0.name == "Authorization" }) {
                    request.fields.remove("Authorization")
                }
            }
        ),
        Mutant(
            "key.long-ones-break",
            "A head that is too large is answered with 500.",
            ["auth.key.long-64k", "request.many-fields"],
            Mutation(refuse: { refusal, response in
                refusal == .headTooLarge ? .envelope(500, -2, "MemoryError") : response
            })
        ),
    ]
}
