@D14 @wip
Feature: D14 People review, correct and delete their data through the portal
  A correction keeps where the value came from and what it was.

  Scenario: A wrong weight
    Given Maria's weight of 618 kg is a slip
    When she corrects it to 61.8 kg
    Then every reading gives 61.8 kg, and its provenance tells of the correction
