import HTTPCore

/// Bytes that HTTP does not allow, or only just.
extension Mutants {
    static let bytes = [
        Mutant(
            "bytes.bare-cr",
            "A CR alone ends a line.",
            ["wire.bare-cr"],
            .overlooks([.fieldValue, .lineEnding])
        ),
        Mutant(
            "bytes.fold-breaks",
            "A folded line is a failure of the server's.",
            ["wire.obs-fold"],
            Mutation(refuse: { refusal, response in
                refusal == .malformed(.foldedField) ? .envelope(500, -2, "ValueError") : response
            })
        ),
        Mutant(
            "bytes.field-names",
            "A field's name may be anything.",
            ["wire.space-before-colon", "wire.nameless-field"],
            .overlooks([.fieldName])
        ),
        Mutant("bytes.no-host", "Host may be missing.", ["wire.host.missing"], .overlooks([.missingHost])),
        Mutant("bytes.two-hosts", "Host may be there twice.", ["wire.host.twice"], .overlooks([.duplicateHost])),
        Mutant(
            "bytes.targets",
            "A target may be anything.",
            ["wire.target.relative"],
            .overlooks([.target])
        ),
        Mutant(
            "bytes.long-target-breaks",
            "A target that is too long is a failure of the server's.",
            ["wire.target.long"],
            Mutation(refuse: { refusal, response in
                refusal == .targetTooLong || refusal == .headTooLarge ? .envelope(500, -2, "MemoryError") : response
            })
        ),
        Mutant(
            "bytes.whole-url-unknown",
            "A whole URL as the target is not understood.",
            ["wire.target.absolute"],
            Mutation(answer: { request, original in
                request.target.hasPrefix("http://") ? .envelope(404, -1, "Not found") : original.answer(request)
            })
        ),
        Mutant(
            "bytes.whole-url-open",
            "A whole URL as the target leads around authentication.",
            ["wire.target.absolute.unauthorized"],
            .letsIn { request, _ in request.target.hasPrefix("http://") }
        ),
        Mutant(
            "bytes.anything-is-a-request",
            "What is no request is answered like one.",
            ["wire.garbage"],
            .overlooks([.startLine, .method, .lineEnding, .prematureEnd])
        ),
        Mutant(
            "bytes.lengths",
            "A Content-Length may be anything.",
            ["wire.length.invalid", "wire.length.twice"],
            .overlooks([.contentLength])
        ),
        Mutant("bytes.chunks", "A chunk may be of any size.", ["wire.chunk.invalid"], .overlooks([.chunk])),
        Mutant(
            "bytes.codings",
            "A transfer coding may be anything.",
            ["wire.coding.unknown"],
            Mutation(refuse: { refusal, response in
                refusal == .unsupportedTransferCoding || refusal == .malformed(.transferEncoding) ? .bots : response
            })
        ),
        Mutant(
            "bytes.old-version-open",
            "HTTP/1.0 leads around authentication.",
            ["wire.version.1-0"],
            .letsIn { request, _ in request.version == .http10 }
        ),
        Mutant(
            "bytes.versions",
            "A version may be anything.",
            ["wire.version.unknown"],
            equivalent: [.init(profiles: Releases.all, reason: "so answers every release; it is known for that")],
            Mutation(refuse: { refusal, response in refusal == .unsupportedVersion ? .bots : response })
        ),
        Mutant(
            "bytes.continue-first",
            "Content is asked for before the credential is looked at.",
            ["wire.expect-continue"],
            Mutation(refusesUnread: false)
        ),
    ]
}
