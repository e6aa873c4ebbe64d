import Foundation
import HTTPCore
import JSONCore

/// Keys in other places.
extension Mutants {
    static let channels = [
        Mutant(
            "channel.query",
            "A key in the query is accepted.",
            [
                "auth.channel.query.api_key", "auth.channel.query.key", "auth.channel.query.access_token",
                "auth.channel.query.token", "auth.channel.query.x-api-key",
            ],
            .letsIn { request, original in
                (request.query ?? "").split(separator: "&").contains { $0.hasSuffix("=\(original.apiKey)") }
            }
        ),
        Mutant(
            "channel.cookie",
            "A key in a cookie is accepted.",
            [
                "auth.channel.cookie.api_key", "auth.channel.cookie.token", "auth.channel.cookie.x-api-key",
                "auth.channel.cookie.session",
            ],
            .letsIn { request, original in request.fields["cookie"]?.contains(original.apiKey) ?? false }
        ),
        Mutant(
            "channel.json",
            "A key in JSON content is accepted.",
            ["auth.channel.body.json"],
            Mutation(answer: { request, original in
                let isTaken = request.text.hasPrefix("{\"api_key\":\"\(original.apiKey)\"")
                return isTaken ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "channel.member",
            "A key in a member of JSON content is accepted.",
            ["auth.channel.body.members"],
            .letsIn { request, original in request.json?["token"]?.stringValue == original.apiKey }
        ),
        Mutant(
            "channel.form",
            "A key in form content is accepted.",
            ["auth.channel.body.form"],
            Mutation(answer: { request, original in
                request.text == "access_token=\(original.apiKey)" ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "channel.path",
            "A key in the path is accepted.",
            ["auth.channel.path"],
            .letsIn { request, original in request.path.hasSuffix(original.apiKey) }
        ),
        Mutant(
            "channel.trailer",
            "A key in a trailer field is accepted.",
            ["auth.channel.trailer"],
            // The engine has dropped the trailer, but the field that announces it is still there.
            .letsIn { request, _ in request.fields["trailer"]?.lowercased() == "x-api-key" }
        ),
        Mutant(
            "channel.proxy-fields",
            "A key in the Authorization fields of proxies is accepted.",
            [
                "auth.foreign-field.proxy-authorization", "auth.foreign-field.forwarded",
                "auth.foreign-field.original",
            ],
            .letsIn { request, original in
                ["proxy-authorization", "x-forwarded-authorization", "x-original-authorization"].contains {
                    request.fields[$0] == "Bearer \(original.apiKey)"
                }
            }
        ),
        Mutant(
            "channel.other-names",
            "A key in fields with similar names is accepted.",
            [
                "auth.foreign-field.underscores", "auth.foreign-field.api-key", "auth.foreign-field.x-auth-token",
            ],
            .letsIn { request, original in
                ["x_api_key", "api-key", "x-auth-token"].contains { request.fields[$0] == original.apiKey }
            }
        ),
        Mutant(
            "channel.valid-duplicate",
            "Of duplicate fields, the valid one counts.",
            [
                "auth.duplicate.x-api-key.valid-first", "auth.duplicate.x-api-key.valid-last",
                "auth.duplicate.authorization.valid-first", "auth.duplicate.authorization.valid-last",
            ],
            .letsIn { request, original in
                request.fields.values("x-api-key").contains(original.apiKey)
                    || request.fields.values("authorization").contains("Bearer \(original.apiKey)")
            }
        ),
        Mutant(
            "channel.first-of-list",
            "Of keys joined by a comma, the first one counts.",
            ["auth.duplicate.comma-joined"],
            .takesKey { value, key in value.split(separator: ",").first.map(String.init) == key }
        ),
    ]
}
