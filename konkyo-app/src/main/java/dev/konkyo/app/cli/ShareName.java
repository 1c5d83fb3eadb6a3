package dev.konkyo.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the share that is held back as a number such as 0.4, or as a proportion such as 6:4, of which it is the second part. */
final class ShareName implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            var parts = text.split(":", -1);
            if (parts.length == 1) {
                return Double.valueOf(text);
            }
            if (parts.length == 2) {
                double kept = Double.parseDouble(parts[0]);
                double held = Double.parseDouble(parts[1]);
                if (kept > 0 && held >= 0) {
                    return held / (kept + held);
                }
            }
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException(
                "expected a share such as 0.4 or a proportion such as 6:4, got '" + text + "'");
    }
}
