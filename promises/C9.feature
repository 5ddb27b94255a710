@C9 @wip
Feature: C9 Data are handled under their territory's rules
  Controller, regulator and rules follow it.

  Scenario: Anna in Ireland
    Given Anna's case is Irish
    Then her notice names the Irish controller and regulator
