// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/appstyle.h"

#include "ui/widgets/cisternstyle.h"
#include "ui/widgets/theme.h"

#include <QApplication>

namespace Cistern {

void applyAppearance(QApplication &application, Appearance appearance)
{
    if (!qobject_cast<CisternStyle *>(application.style()))
        application.setStyle(new CisternStyle);
    // Without a palette of our own the system's answers, or else the style's.
    application.setPalette(QPalette());
    const QPalette system = application.palette();

    bool dark = appearance == Appearance::Dark;
    if (appearance == Appearance::System) {
        // The same colours as Fusion without a desktop means that no desktop gave any.
        const QPalette bare = application.style()->standardPalette();
        const bool brought = system.color(QPalette::Window) != bare.color(QPalette::Window)
            || system.color(QPalette::Highlight) != bare.color(QPalette::Highlight);
        if (brought)
            return;
        dark = isDark(system);
    }
    application.setPalette(dark ? darkPalette() : lightPalette());
}

} // namespace Cistern
