/// Ends the run with a claim that does not hold; `precondition` would not print it in a release build.
func require(_ holds: Bool, _ claim: StaticString) {
    if !holds { fatalError("\(claim)") }
}
