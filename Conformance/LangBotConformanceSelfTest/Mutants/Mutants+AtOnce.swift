import HTTPCore
import LangBotContract

/// Race conditions.
extension Mutants {
    static let atOnce = [
        Mutant(
            "race.authentication",
            "Every fifth request is accepted with the credential of another one.",
            ["auth.parallel"],
            everyFifth { request, original in
                guard request.fields["x-api-key"]?.hasPrefix("lbk_0000") == true else { return }
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "race.answers",
            "Every third answer belongs to an earlier request.",
            ["concurrency.own-answers"],
            swapped()
        ),
        Mutant(
            "race.cache",
            "The list of keys is cached and given to everyone.",
            ["concurrency.own-credentials"],
            kept()
        ),
    ]

    private static func everyFifth(
        _ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void
    ) -> Mutation {
        let count = Locked(0)
        return .requests { request, original in
            guard request.path == "/api/v1/platform/bots", request.method == .get else { return }
            let isFifth = count.withLock { count in
                count += 1
                return count.isMultiple(of: 5)
            }
            if isFifth { change(&request, original) }
        }
    }

    private static func swapped() -> Mutation {
        let last = Locked<(answer: HTTPResponse?, count: Int)>((nil, 0))
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            guard operation == "pipeline.get", answer.status == 200 else { return answer }
            return last.withLock { last in
                last.count += 1
                defer { last.answer = answer }
                return last.count.isMultiple(of: 3) ? last.answer ?? answer : answer
            }
        })
    }

    private static func kept() -> Mutation {
        let last = Locked<HTTPResponse?>(nil)
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            guard operation == "api_key.list" else { return answer }
            return last.withLock { last in
                if answer.status == 200 { last = answer }
                return last ?? answer
            }
        })
    }
}
