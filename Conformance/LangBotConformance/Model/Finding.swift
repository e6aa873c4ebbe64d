/// The finding of a check.
package struct Finding: Sendable {
    package let conforms: Bool
    /// What the requirement asks for.
    package let expected: String
    /// What was observed.
    package let actual: String
    /// The exchange that the verdict is based on.
    package let exchange: AnsweredProbe?
    /// What was observed, without the parts that differ between runs; see ``AnswerSignature``.
    package let signature: String
    /// Whether somebody got in who must not.
    let isBreach: Bool

    init(
        _ conforms: Bool,
        expected: String,
        actual: String,
        _ exchange: AnsweredProbe? = nil,
        signature: String? = nil,
        isBreach: Bool = false
    ) {
        self.conforms = conforms
        self.expected = expected
        self.actual = actual
        self.exchange = exchange
        self.isBreach = isBreach
        if let signature {
            self.signature = signature
        } else if let reply = exchange?.reply, reply.isSummarized(by: actual) {
            self.signature = AnswerSignature.of(reply)
        } else {
            self.signature = AnswerSignature.masked(actual)
        }
    }

    /// The same finding, of somebody who got in.
    var asBreach: Finding {
        Finding(conforms, expected: expected, actual: actual, exchange, signature: signature, isBreach: true)
    }
}
