package dev.konkyo.hub;

/** Is told how far a download is. */
@FunctionalInterface
public interface DownloadListener {
    /** Nobody listens. */
    DownloadListener SILENT = (_, _, _) -> {};

    /**
     * More of a file has come.
     *
     * @param done bytes that are there, those of an earlier try included
     * @param total bytes of the file, or -1 if the server does not say
     */
    void progress(String file, long done, long total);
}
