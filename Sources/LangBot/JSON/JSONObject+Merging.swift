extension JSONObject {
    /// The members of both; of two objects under one name the members of both again, and so on.
    ///
    /// Where one of the two is no object, it is `other`'s that counts.
    public func merged(with other: JSONObject) -> JSONObject {
        merging(other) { own, theirs in
            guard let own = own.objectValue, let theirs = theirs.objectValue else { return theirs }
            return .object(own.merged(with: theirs))
        }
    }
}
