extension JSONObject {
    /// Merges two objects recursively.
    ///
    /// If a member is not an object on both sides, the value from `other` wins.
    public func merged(with other: JSONObject) -> JSONObject {
        merging(other) { own, theirs in
            guard let own = own.objectValue, let theirs = theirs.objectValue else { return theirs }
            return .object(own.merged(with: theirs))
        }
    }
}
