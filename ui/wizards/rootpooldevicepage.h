// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Step 2 of a root pool: devices by node, of one type. GUI thread.
#pragma once

#include <QWizardPage>

class QComboBox;

namespace Cistern {

class DevicePicker;
class LinkButton;
class RootPoolWizard;

class RootPoolDevicePage : public QWizardPage
{
    Q_OBJECT

public:
    explicit RootPoolDevicePage(RootPoolWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;
    void load();           // what is ticked from the plan
    QWidget *list() const; // where keys go first

private:
    void fill();
    void store();
    void chooseType();
    void showType();

    RootPoolWizard &m_wizard;
    QComboBox *m_type;
    LinkButton *m_clear;
    DevicePicker *m_picker;
    bool m_loading = false;
};

} // namespace Cistern
