extension Duration {
    /// The length in seconds, as Foundation counts it.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
