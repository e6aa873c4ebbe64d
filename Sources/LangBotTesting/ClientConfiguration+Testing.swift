public import LangBot

extension ClientConfiguration {
    /// The defaults, with what makes tests quick and predictable: an ``ImmediateClock``, and a release that is not asked
    /// for.
    ///
    /// - Parameter release: the release that the client takes its server for.
    public static func testing(release: ServerRelease = .newestKnown) -> ClientConfiguration {
        var configuration = ClientConfiguration()
        configuration.clock = ImmediateClock()
        configuration.release = .known(release)
        return configuration
    }
}
