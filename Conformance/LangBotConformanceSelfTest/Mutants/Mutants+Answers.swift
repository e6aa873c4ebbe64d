import HTTPCore
import JSONCore

/// Envelopes, media types and errors.
extension Mutants {
    static let answers = [
        Mutant(
            "envelope.code-is-text",
            "The error code is a string.",
            ["auth.missing.envelope", "errors.not-found.envelope"],
            .replaces([400, 401, 404], "\"code\":-1", "\"code\":\"-1\"")
        ),
        Mutant(
            "envelope.code-is-status",
            "The error code is the status.",
            ["errors.not-found.envelope"],
            .replaces([404], "\"code\":-1", "\"code\":404")
        ),
        Mutant(
            "envelope.success-message",
            "The message of a success is OK.",
            ["envelope.success"],
            .replaces([200], "\"msg\":\"ok\"", "\"msg\":\"OK\"")
        ),
        Mutant(
            "envelope.list-name",
            "A list has another name.",
            ["envelope.list"],
            .replaces([200], "\"models\":", "\"items\":")
        ),
        Mutant(
            "envelope.further-member",
            "A success has an extra member.",
            ["envelope.members"],
            .replaces([200], "{\"code\":0,", "{\"code\":0,\"took\":1,")
        ),
        Mutant(
            "envelope.error-is-success",
            "An error has the code of a success.",
            ["envelope.agreement", "errors.not-found.envelope"],
            .replaces([404], "\"code\":-1", "\"code\":0")
        ),
        Mutant(
            "envelope.byte-order-mark",
            "Answers start with a byte order mark.",
            ["envelope.encoding"],
            .answers { _, response in
                if response.status == 200 { response.body = [0xEF, 0xBB, 0xBF] + response.body }
            }
        ),
        Mutant(
            "type.success",
            "A list is declared as text.",
            ["content-type.success"],
            .answers { _, response in
                if response.status == 200 { response.fields.set("Content-Type", "text/plain") }
            }
        ),
        Mutant(
            "type.unauthorized",
            "A 401 is declared as HTML.",
            ["content-type.unauthorized"],
            .answers { _, response in
                if response.status == 401 { response.fields.set("Content-Type", "text/html") }
            }
        ),
        Mutant(
            "type.not-found",
            "A 404 is declared as text.",
            ["content-type.not-found"],
            .answers { _, response in
                if response.status == 404 { response.fields.set("Content-Type", "text/plain") }
            }
        ),
        Mutant(
            "errors.404-message",
            "A 404 has another message.",
            ["errors.not-found.envelope"],
            .replaces([404], "\"msg\":\"", "\"msg\":\"Sorry: ")
        ),
        Mutant(
            "errors.404-is-200",
            "Unknown resources are answered with 200.",
            ["errors.not-found.status", "life.read-after-delete"],
            .status([404], 200)
        ),
        Mutant(
            "errors.404-is-500",
            "Unknown resources are answered with 500.",
            ["errors.not-found.status"],
            .status([404], 500)
        ),
        Mutant(
            "errors.no-key-is-500",
            "Unknown API keys are answered with 500.",
            ["errors.key-not-found.status"],
            .status([404], 500) { $0.isAboutKeys }
        ),
        Mutant(
            "errors.500-code",
            "A 500 has the code -1.",
            ["errors.internal.envelope"],
            .answers { request, response in
                guard request.text == "{", response.status == 400 || response.status >= 500 else { return }
                response = .envelope(500, -1, "Internal server error")
            }
        ),
        Mutant(
            "errors.trace",
            "Errors show a stack trace.",
            ["leak.error-details"],
            .answers { _, response in
                if response.status >= 400 {
                    response.replace("\"msg\":\"", "\"msg\":\"Traceback (most recent call last) ")
                }
            }
        ),
    ]
}
