import HTTPCore
import JSONCore

/// Information leaks.
extension Mutants {
    static let leaks = [
        Mutant(
            "leak.malformed-key-told-apart",
            "The message for a malformed key says that it is malformed.",
            ["leak.key-state"],
            .answers { request, response in
                if response.status == 401, request.fields["x-api-key"] == "lbk_" {
                    response.replace("\"msg\":\"", "\"msg\":\"Malformed: ")
                }
            }
        ),
        Mutant(
            "leak.key-in-errors",
            "Errors echo the key of the request.",
            ["leak.credential-echo"],
            .answers { request, response in
                if response.status >= 400, let key = request.fields["x-api-key"] {
                    response.fields.append("X-Debug-Key", key)
                }
            }
        ),
        Mutant(
            "leak.key-for-all",
            "Whoever asks without a credential is told a valid key.",
            ["leak.credential-echo"],
            Mutation(answer: { request, original in
                var response = original.answer(request)
                if request.isAnonymous { response.fields.append("X-Hint", original.apiKey) }
                return response
            })
        ),
        Mutant(
            "leak.key-in-content",
            "Answers echo the key of the request in their content.",
            ["leak.credential-echo"],
            .answers { request, response in
                if response.status == 200, let key = request.fields["x-api-key"] {
                    response.replace("{\"code\":0,", "{\"code\":0,\"key\":\"\(key)\",")
                }
            }
        ),
        Mutant(
            "leak.end-of-key",
            "Answers name the end of the key of the request.",
            ["leak.credential-echo"],
            .answers { request, response in
                if let key = request.fields["x-api-key"] { response.fields.append("X-Key-End", String(key.suffix(12))) }
            }
        ),
        Mutant(
            "leak.key-in-hexadecimal",
            "Answers to changes show the key of the request in hexadecimal.",
            ["leak.credential-echo"],
            .answers { request, response in
                guard request.method != .get, let key = request.fields["x-api-key"] else { return }
                response.fields.append("X-Key", key.utf8.map { String($0, radix: 16) }.joined())
            }
        ),
        Mutant(
            "leak.redirect",
            "An unknown path redirects to another origin.",
            ["leak.redirect", "route.unknown.status"],
            .answers { request, response in
                guard request.path.hasSuffix("lbconf-no-such-path") else { return }
                response.status = 302
                response.fields.set("Location", "http://lbconf.example/")
            }
        ),
    ]
}
