import HTTPCore

/// Content.
extension Mutants {
    static let contents = [
        Mutant(
            "content.unusable-is-500",
            "Invalid content is answered with 500.",
            [
                "body.malformed", "body.empty", "body.array", "body.scalar", "body.string", "body.invalid-utf8",
                "body.deep", "body.coding", "body.undeclared", "body.media-type",
            ],
            .status([400, 411, 415, 422], 500)
        ),
        Mutant(
            "content.malformed-is-500",
            "Malformed JSON is answered with 500.",
            ["body.malformed"],
            equivalent: [
                .init(profiles: Releases.all, reason: "every release does this anyway")
            ],
            .status([400], 500) { $0.text == "{" }
        ),
        Mutant(
            "content.scalars-are-objects",
            "Any JSON is accepted as an object.",
            ["body.array", "body.scalar", "body.string"],
            Mutation(answer: { request, original in
                ["[]", "1", "\"lbconf\""].contains(request.text) && !request.isAnonymous
                    ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "content.other-types-taken",
            "Content declared as text is accepted.",
            ["body.media-type"],
            Mutation(answer: { request, original in
                request.text == "lbconf" && !request.isAnonymous ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "content.charset-refused",
            "A charset parameter is refused.",
            ["body.charset"],
            Mutation(answer: { request, original in
                request.fields["content-type"]?.contains("charset") ?? false
                    ? .envelope(415, -1, "Unsupported Media Type") : original.answer(request)
            })
        ),
        Mutant(
            "content.half-a-character-breaks",
            "A lone surrogate makes the resource unreadable.",
            ["body.lone-surrogate"],
            halfCharacter()
        ),
        Mutant(
            "content.huge-breaks",
            "Content that is too large is answered with 500.",
            ["body.huge", "body.huge.unauthorized"],
            equivalent: [
                .init(profiles: Releases.withoutLimits, reason: "these releases do this anyway")
            ],
            Mutation(refuse: { refusal, response in
                if case .bodyTooLarge = refusal { .envelope(500, -2, "MemoryError") } else { response }
            })
        ),
        Mutant(
            "content.huge-is-taken",
            "Content that is too large bypasses authentication.",
            ["body.huge", "body.huge.unauthorized"],
            Mutation(refuse: { refusal, response in
                if case .bodyTooLarge = refusal { .bots } else { response }
            })
        ),
    ]

    private static func halfCharacter() -> Mutation {
        let broken = Locked<Set<String>>([])
        return Mutation(answer: { request, original in
            let path = String(request.path)
            if request.text.contains("\\ud800") { broken.withLock { _ = $0.insert(path) } }
            let isBroken = request.method == .get && broken.withLock { $0.contains(path) }
            return isBroken ? .envelope(500, -2, "UnicodeEncodeError") : original.answer(request)
        })
    }
}
