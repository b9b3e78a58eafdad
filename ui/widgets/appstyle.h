// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Dresses the application. Called once at the start and again when the person changes the setting.
// GUI thread.
#pragma once

class QApplication;

namespace Cistern {

enum class Appearance {
    System, // the system's palette; Cistern's own pair where the system brings none
    Light,
    Dark,
};

void applyAppearance(QApplication &application, Appearance appearance = Appearance::System);

} // namespace Cistern
