@D1
Feature: D1 Members reach third-party apps and devices of their choice through their portal
  A healthcare portal (a Client) offers the people it looks after (Members) a list of apps and devices (Programs). Each person
  chooses what to connect, signs in at the maker, and the data arrive at the portal, all in one form whoever made the device.

  Scenario: From the portal's link to the data at the portal
    Given Maria is a Member of Harbour Clinic
    When Maria opens the link that Harbour Clinic made for her
    Then Maria sees the Programs "Withings, Oura" in the catalogue
    When Maria connects Oura and allows her steps and sleep
    Then Harbour Clinic reads Maria's steps
    And each value has its metric, its time and its source oura
    And Harbour Clinic finds the steps that Maria's oura recorded
    And Harbour Clinic was sent Maria's steps by a signed webhook

  Scenario: Two makers' devices arrive in one form
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria connects Withings and allows her weight
    Then Harbour Clinic reads Maria's weight
    And each value has its metric, its time and its source withings

  Scenario: The portal sees how far the history is
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    Then Harbour Clinic sees that the history of Maria's oura is complete

  Scenario: Saying no at the maker connects nothing
    Given Maria has come in from Harbour Clinic
    When Maria chooses Oura and her steps but says no at the maker
    Then Maria is told that nothing was connected
    And Maria has no connection to oura
    And Harbour Clinic gets none of Maria's steps by any reading

  Scenario: The way back from the maker serves once, and only the person who left
    Given Maria has come in from Harbour Clinic
    And Ines has come in from Harbour Clinic
    When Maria chooses Oura and her steps and signs in at the maker
    But Ines follows the way back instead of Maria
    Then Ines is told that nothing was connected
    When Maria follows a way back that was used before
    Then Maria is told that nothing was connected
