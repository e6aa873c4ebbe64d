import LangBotContract

/// Plugins, skills and the sandbox.
extension Traits {
    /// Whether LangBot inspects and keeps packages itself, instead of the plugin runtime.
    var keepsPackages: Bool { since(.v4_10_11) }
    /// Whether a package must have the end record of a ZIP archive at its very end.
    var checksArchiveEnd: Bool { since(.v4_11_2) }
    /// Whether the installation of a plugin waits until it runs.
    var waitsForPlugins: Bool { since(.v4_9_7) }
    /// Whether a plugin runs only some time after its installation has ended.
    var pluginsStartLate: Bool { before(.v4_9_7) }
    /// Whether tasks show how far the installation of a plugin is.
    var installationsShowProgress: Bool { since(.v4_11_2) }
    /// Whether the labels of installations have dots, and all of the request to the marketplace.
    var installationLabelsAreLong: Bool { before(.v4_9_7) }
    /// Whether plugins can have pages.
    var pluginsHavePages: Bool { since(.v4_9_7) }
    /// Whether plugins show an empty configuration, whatever they were given.
    var pluginsHideConfiguration: Bool { since(.v4_9_7) }
    /// Whether components name the plugin that they belong to.
    var componentsShowOwner: Bool { since(.v4_11_2) }
    /// Whether components show their instances by kind.
    var componentsShowInstances: Bool { since(.v4_6_5, before: .v4_9_7) }
    /// Whether an icon that a plugin does not have is missing, instead of a failure.
    var missingIconIs404: Bool { since(.v4_11_2) }
    /// Whether GitHub's failures are reported with their reason.
    var reportsGitHubFailures: Bool { before(.v4_10_11) }
    /// Whether a branch of a repository counts as a release.
    var branchesAreReleases: Bool { since(.v4_10_11) }

    /// The kinds of components that a plugin makes when it starts.
    var componentKinds: Set<String> {
        var kinds: Set = ["Tool", "Command", "EventListener"]
        if since(.v4_9_7) { kinds.formUnion(["KnowledgeEngine", "Parser", "Page"]) }
        if since(.v4_11_2) { kinds.insert("Runner") }
        return kinds
    }

    /// Whether skills are kept in revisions, which changes must name, and without the sandbox.
    var skillsHaveRevisions: Bool { since(.v4_11_2) }
    /// Whether there are skills, and tools of LangBot itself.
    var hasHostTools: Bool { since(.v4_10_11) }
    /// Whether tools show where they come from.
    var toolsShowSource: Bool { since(.v4_10_11) }
    /// Whether a single tool does so, too.
    var toolDetailsShowSource: Bool { since(.v4_11_2) }
    /// Whether tools of several plugins or servers that share a name are left out, since a model only says the name.
    var hidesAmbiguousTools: Bool { since(.v4_11_2) }
    /// Whether the sandbox shows its capacity, and sessions their status.
    var sandboxShowsCapacity: Bool { since(.v4_11_2) }
}
